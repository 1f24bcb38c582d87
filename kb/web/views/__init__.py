"""The views beside the chat, one file each: layout only; what they show is read from the documents in kb."""
