"""Tables out of PDF pages: from their rules, or from columns of words that stand under each other."""
