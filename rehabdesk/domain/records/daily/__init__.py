"""What a day's work leaves beside the files: meetings, workbooks, merges, the bin, lists."""
