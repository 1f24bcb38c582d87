"""What stands in the view before the first question, and below the input for as long as one talks, as HTML."""

from collections.abc import Sequence

from kb.web.interface import say
from kb.web.links import link_to_question
from kb.web.messages import escape
from kb.web.suggest import Starter


def show_welcome(language: str, starters: Sequence[Starter] = (), keep_days: int = 0) -> str:
    """Show what this is, and questions to start with.

    AI Act, Article 50: that one talks to an AI system is said in full before the first question.
    """
    blocks = [
        f'<p class="kb-tagline">{escape(say("tagline", language))}</p>',
        f'<p class="kb-ai">{escape(say("ai_notice", language))} {escape(say_kept(language, keep_days))}</p>',
    ]
    if starters:
        blocks += [
            f"<h2>{escape(say('what_to_know', language))}</h2>",
            f'<ul class="kb-starters">{"".join(f"<li>{_show_starter(starter)}</li>" for starter in starters)}</ul>',
        ]
    return "\n\n".join(blocks)


def show_reminder(language: str, keep_days: int = 0, model: str = "") -> str:
    """Show in short that this is an AI system, what is kept, and which chat model words the answers and where."""
    told = [say("ai_reminder", language), say_kept(language, keep_days)]
    told += [say("model_words", language, model=model)] if model else []
    return f"<p>{escape(' '.join(told))}</p>"


def say_kept(language: str, keep_days: int) -> str:
    """Say what is kept of a conversation."""
    return say("questions_kept", language, days=keep_days) if keep_days else say("not_stored", language)


def _show_starter(starter: Starter) -> str:
    topic = f'<span class="kb-topic">{escape(starter.topic)}</span>' if starter.topic else ""
    address = escape(link_to_question(starter.question))
    return f'<a class="kb-ask" href="{address}">{topic}{escape(starter.question)}</a>'
