"""One conversation, without a screen: what is read, decided, asked, sent, kept in mind and gone on with."""
