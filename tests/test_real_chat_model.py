"""A real causal model, made here and run by transformers: loaded, streamed and held against the passages."""

from pathlib import Path
from threading import Thread

import pytest
from chat_server import Handler, Script, serving
from libraries import make_library

from kb.chat import Ending, open_chat
from kb.config import Config
from kb.generate import Writer
from kb.index import Index
from kb.prompt import write_messages
from kb.retrieve import prepare_queries, retrieve_hits

QUESTION = "Who is the contact for the network?"
SENTENCE = "Anna Nowak is the contact for the network."
TEXT = f"# The network\n\n{SENTENCE} The network meets in Vienna every spring.\n"
TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """One document."""
    return make_library(tmp_path_factory.mktemp("small"), {"network.md": TEXT})


def make_model(folder: Path, prompt: str, reply: str) -> None:
    """Train a causal model of two layers until it knows one reply by heart, and save it as models are."""
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator([prompt, reply], vocab_size=600, special_tokens=["<end>"])
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=trained._tokenizer, eos_token="<end>", pad_token="<end>")
    tokenizer.chat_template = TEMPLATE
    asked = tokenizer(prompt)["input_ids"]
    said = tokenizer(reply + "<end>")["input_ids"]
    torch.manual_seed(0)
    size = GPT2Config(
        vocab_size=len(tokenizer), n_positions=2048, n_embd=32, n_layer=1, n_head=2, bos_token_id=0, eos_token_id=0,
        pad_token_id=0, resid_pdrop=0, embd_pdrop=0, attn_pdrop=0,
    )  # fmt: skip
    model = GPT2LMHeadModel(size)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    inputs = torch.tensor([asked + said])
    labels = torch.tensor([[-100] * len(asked) + said])
    for _ in range(200):
        loss = model(input_ids=inputs, labels=labels).loss
        if loss.item() < 0.01:
            break
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def generating(folder: Path) -> Script:
    """Load the model as its users would, and stream what it generates for the messages it is asked."""
    from transformers import AutoModelForCausalLM, AutoTokenizer, TextIteratorStreamer

    model = AutoModelForCausalLM.from_pretrained(folder, use_safetensors=True, local_files_only=True).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)

    def script(handler: Handler) -> None:
        asked = handler.server.seen[-1]["messages"]
        inputs = tokenizer.apply_chat_template(asked, return_tensors="pt", return_dict=True)
        streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
        given = {**inputs, "streamer": streamer, "max_new_tokens": 60, "do_sample": False}
        generation = Thread(target=model.generate, kwargs=given)
        generation.start()
        handler.begin()
        for text in streamer:
            handler.chunk({"role": "assistant", "content": text})
        generation.join()
        handler.chunk({}, "stop")
        handler.send("data: [DONE]\n\n")

    return script


def test_a_real_model_words_an_answer(small: Index, tmp_path: Path) -> None:
    """What the model says comes through LangChain's client and bears its citation; the stream ends whole."""
    hits = retrieve_hits(small, prepare_queries(small, QUESTION))
    messages, _ = write_messages(QUESTION, hits, [], "en", Config().chat_context)
    make_model(tmp_path, "".join(f"{message.text}\n" for message in messages), SENTENCE)
    with serving(generating(tmp_path)) as server:
        config = Config(chat_model="openai:tiny", chat_base_url=server.url)
        chat = open_chat(config)
        assert chat is not None
        *pieces, ending = chat.stream(messages, 60)
        *_, worded = Writer(chat, config).word_answer(small, QUESTION, hits, [], "en", "one")
        chat.close()

    assert "".join(map(str, pieces)) == SENTENCE
    assert isinstance(ending, Ending)
    assert ending.problem == ""
    assert [sentence.text for sentence in worded.sentences] == [SENTENCE]
    assert [ground.text for ground in worded.sentences[0].grounds] == [SENTENCE]
    assert (worded.usable, worded.problem) == (True, "")
