"""The page: asking in a browser, and the documents behind the answers. The only owner of Gradio and FastAPI."""
