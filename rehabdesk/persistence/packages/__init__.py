"""Files sealed for another office: a person's file on its way, and the receipt that comes back."""
