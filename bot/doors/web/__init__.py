"""The web doors: chat, plain form, JSON, a card's own page, and the pages around them. They decide nothing."""
