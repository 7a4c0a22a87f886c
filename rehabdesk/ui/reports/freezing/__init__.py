"""The dialogs of closing a report, and what stands around a closed one."""
