// Opens a passage beside the chat instead of in a tab of its own.
"use strict";
