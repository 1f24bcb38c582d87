"""What programs may ask, as a page: made from the description in OpenAPI, loading nothing from elsewhere."""

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kb.web.name import NAME

UNTOLD = "Successful Response"  # what FastAPI says where nothing is said
EXAMPLES = {
    "question": "Who is the contact for the Interreg NEXT network?",
    "query": "first monitoring committee",
    "source": "network/interreg-next-network.md",
}


def show_api(described: Mapping[str, Any], address: str) -> str:
    """Show each operation with its fields and an example for curl."""
    paths = [(path, method, told) for path, methods in described["paths"].items() for method, told in methods.items()]
    models = described["components"]["schemas"]
    title = html.escape(described["info"]["title"])
    paragraphs = "".join(f"<p>{_code(text)}</p>" for text in described["info"]["description"].split("\n\n"))
    operations = "\n".join("\n".join(_operation(*told, models, address)) for told in paths)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="/web/favicon.png">
<link rel="stylesheet" href="/web/api.css">
</head>
<body>
<header><a href="/">{NAME}</a></header>
<main>
<article>
<h1>{title}</h1>
{paragraphs}
<p>The same for machines: <a href="/api/openapi.json">OpenAPI</a>. Chat clients that speak the OpenAI protocol are \
served at <code>{html.escape(address.removesuffix("/api"))}/v1</code>.</p>
{operations}
</article>
</main>
</body>
</html>
"""


def _operation(
    path: str, method: str, told: Mapping[str, Any], models: Mapping[str, Any], address: str
) -> Iterator[str]:
    yield f"<h2>{method.upper()} /api{html.escape(path)}</h2>"
    yield f"<p>{html.escape(told['description'])}</p>"
    body = _model(_schema_of(told.get("requestBody", {})), models)
    yield f"<pre><code>{html.escape(_example(path, method, body, address))}</code></pre>"
    rows = [(parameter["name"], parameter["schema"], parameter["required"]) for parameter in told.get("parameters", [])]
    rows += [(name, field, name in body.get("required", [])) for name, field in body.get("properties", {}).items()]
    if rows:
        yield "<h3>You send</h3>"
        yield _list(rows, models)
    answered = _model(_schema_of(told["responses"]["200"]), models)
    yield "<h3>You get</h3>"
    if told["responses"]["200"]["description"] != UNTOLD:
        yield f"<p>{_code(told['responses']['200']['description'])}</p>"
    yield _list([(name, field, True) for name, field in answered["properties"].items()], models)
    yield f"<pre><code>{html.escape(_example(path, method, body, address))}</code></pre>"


def _list(rows: list[tuple[str, Mapping[str, Any], bool]], models: Mapping[str, Any]) -> str:
    """List fields, those that must be there first."""
    terms = "".join(
        f"<div><dt><code>{html.escape(name)}</code> <span>{html.escape(_kind(field, models))}"
        f"{'' if required else ', optional'}</span></dt><dd>{html.escape(_about(field, models))}</dd></div>"
        for name, field, required in sorted(rows, key=lambda row: not row[2])
    )
    return f"<dl>{terms}</dl>"


def _about(field: Mapping[str, Any], models: Mapping[str, Any]) -> str:
    """Say what a field means, and what stands in it."""
    inside = ", ".join(_model(field.get("items", field), models).get("properties", {}))
    has = f"{'Each has' if 'items' in field else 'Has'} {inside}." if inside else ""
    return " ".join(filter(None, (str(field.get("description", "")), has)))


def _kind(field: Mapping[str, Any], models: Mapping[str, Any]) -> str:
    """Name the JSON type of a field."""
    if "anyOf" in field:
        return " or ".join(_kind(one, models) for one in field["anyOf"] if one.get("type") != "null")
    model = _model(field, models)
    if model.get("type") == "array":
        return f"list of {_kind(model['items'], models)}s"
    return " | ".join(map(str, model["enum"])) if "enum" in model else str(model.get("type", "object"))


def _schema_of(content: Mapping[str, Any]) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = content.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _model(field: Mapping[str, Any], models: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what a field refers to, or the field itself."""
    for one in (field, *field.get("anyOf", ())):
        if "$ref" in one:
            model: Mapping[str, Any] = models[one["$ref"].rpartition("/")[2]]
            return model
    return field


def _example(path: str, method: str, body: Mapping[str, Any], address: str) -> str:
    filled = address + path.format_map(EXAMPLES)
    if method == "get":
        return f"curl {filled}"
    sent = json.dumps({name: EXAMPLES[name] for name in body["required"]})
    return f"curl {filled} -H 'Content-Type: application/json' -d '{sent}'"


def _code(text: str) -> str:
    """Escape a text, what stands between backticks being code."""
    parts = html.escape(text).split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
