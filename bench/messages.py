"""Messages as residents write them, for measuring only: in the eight languages of the first tier, short and long, clear and useless."""

MESSAGES: tuple[tuple[str, str], ...] = (
    ("de", "Schulden Altendorf"),
    ("de", "Mein Vermieter hat mir gekündigt und ich weiß nicht wohin mit den Kindern"),
    ("de", "wo gibts hier ne tafel"),
    ("de", "Der Bus kommt heute wieder zu spät"),
    ("de-simple", "Ich verstehe den Brief nicht"),
    ("en", "I got a letter from the Jobcenter and I do not understand it"),
    ("en", "german course for my mother in Katernberg"),
    ("ar", "أحتاج مساعدة في السكن"),
    ("ar", "وصلتني Mahnung ولا أعرف ماذا أفعل"),
    ("uk", "шукаю садочок для дитини 4 роки"),
    ("uk", "де можна отримати безкоштовну їжу"),
    ("ru", "у меня долги, не могу платить за квартиру"),
    ("ru", "нужен переводчик к врачу"),
    ("tr", "is ariyorum yardim lazim"),
    ("tr", "kocam öldü, çok yalnızım"),
    ("fa", "کلاس زبان آلمانی در فرونهاوزن"),
    ("fa", "پسرم در مدرسه مشکل دارد"),
    ("en", "asdf qwertz 12345"),
)
"""Pairs of language and text."""
