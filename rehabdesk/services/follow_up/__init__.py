"""Who helps whom and met whom: load, silence, the follow-up sheet, a member's month."""
