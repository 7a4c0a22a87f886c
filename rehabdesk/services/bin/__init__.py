"""The bin (thùng rác): what is thrown away leaves its tables whole, and can come back."""
