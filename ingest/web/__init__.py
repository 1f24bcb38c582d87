"""Keep copies of the web pages that documents/web.yaml names, fetched politely and from public addresses only."""
