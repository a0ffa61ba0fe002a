"""A chat model as a recommender: what it is asked, and what is made of what it says."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse, RedirectResponse, Response

from client.addresses import Address, Speaks
from client.errors import RemoteError
from client.remotes.completions import MAX_ANSWER, ChatRemote
from client.remotes.https import HttpsRemote
from client.remotes.prompt import answer_form, instructions
from client.remotes.transport import Limits
from client.replies import Reply, parse_reply
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from tests.client.remotes.stand_in import MODEL, TOKEN, ChatServer, http, raw, refusing, said

QUICK = Limits(connect=2, idle=0.3, total=0.6, refusal=0.1)


def chat(address: str, limits: Limits | None = None, **changes: Any) -> ChatRemote:
    settings = {"speaks": Speaks.CHAT, "model": MODEL, **changes}
    return ChatRemote(Address(f"{address}/v1", **settings), limits)


async def ask(remote: ChatRemote, body: bytes) -> tuple[Reply, bool]:
    reply = await remote.send(remote.wrap(body))
    return parse_reply(reply), reply.mended


async def test_a_good_answer_is_read_as_it_is(server: ChatServer, body: bytes) -> None:
    reply, mended = await ask(chat(server.address), body)
    assert (len(reply.items), reply.unreadable, mended) == (50, 0, False)
    assert reply.items[0].notes


async def test_what_arrives_is_the_request_in_a_constant_frame_and_nothing_else(
    server: ChatServer, body: bytes
) -> None:
    await ask(chat(server.address), body)
    (asked,) = server.asked
    assert set(asked) == {"model", "messages", "temperature", "stream", "response_format"}
    assert (asked["model"], asked["temperature"], asked["stream"]) == (MODEL, 0, False)
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert asked["messages"][0]["content"] == instructions("media")
    assert asked["messages"][1]["content"] == body.decode().rstrip(" ")
    assert server.lengths[0] % 512 == 0
    assert not {b"cookie", b"authorization", b"referer"} & {name for name, _ in server.heads[0]}


def test_the_frame_is_the_same_for_the_same_request_and_of_one_length_for_requests_alike(body: bytes) -> None:
    remote = chat("https://models.example")
    other = json.loads(body) | {"id": "f" * 32}
    alike = json.dumps(other, sort_keys=True, separators=(",", ":")).encode()
    assert remote.wrap(body) == remote.wrap(body)
    assert len(remote.wrap(body)) == len(remote.wrap(alike + b" " * (-len(alike) % 512)))
    assert "response_format" not in json.loads(chat("https://models.example", structured=False).wrap(body))


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://models.example", "https://models.example/v1/chat/completions"),
        ("https://models.example/", "https://models.example/v1/chat/completions"),
        ("https://models.example:444/v1/", "https://models.example:444/v1/chat/completions"),
        ("https://models.example/api/v2", "https://models.example/api/v2/chat/completions"),
        ("http://[::1]:9/v1/chat/completions", "http://[::1]:9/v1/chat/completions"),
    ],
)
def test_an_address_may_be_that_of_the_server_of_its_endpoints_or_of_the_one(
    address: str, asked: str
) -> None:
    remote = ChatRemote(Address(address, Speaks.CHAT, MODEL))
    assert remote.recipient.address == asked
    assert f"({MODEL})" in remote.recipient.name


def test_recommenders_at_one_host_are_consented_to_apart() -> None:
    """A consent is for a recipient's name."""
    paths = ("", "/a/v1", "/b/v1")
    chats = [ChatRemote(Address(f"https://models.example{path}", Speaks.CHAT, MODEL)) for path in paths]
    names = [remote.recipient.name for remote in chats]
    assert names == [f"models.example{path} ({MODEL})" for path in paths]
    named = [
        HttpsRemote(Address("https://b.example", name="kitchen")).recipient.name,
        ChatRemote(Address("https://kitchen", Speaks.CHAT, "b.example")).recipient.name,
        HttpsRemote(Address("https://\u0430pple.example")).recipient.name,
    ]
    assert named == ["kitchen at b.example", "kitchen (b.example)", "xn--pple-43d.example"]
    plain = [HttpsRemote(Address(f"https://models.example{path}")) for path in ("/", "/leastsaid/1", "/a")]
    assert [remote.recipient.name for remote in plain] == [
        "models.example",
        "models.example",
        "models.example/a",
    ]


@pytest.mark.parametrize("domain", taxonomy().domains)
def test_the_prompt_names_every_code_and_the_form_is_what_servers_have_in_common(domain: str) -> None:
    for code in taxonomy().codes_of(domain):
        assert f"- {code.name} ({code.group}): " in instructions(domain)
    assert ("kind" in facets(domain)) == ("kind: one of film" in instructions(domain))
    form = answer_form(domain)
    assert form["json_schema"]["strict"] is True
    seen: list[Any] = [form["json_schema"]["schema"]]
    while seen:
        part = seen.pop()
        assert set(part) <= {
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "enum",
            "anyOf",
        }
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])
        seen += [*part.get("properties", {}).values(), *part.get("anyOf", [])]
        seen += [part["items"]] if "items" in part else []


@pytest.mark.parametrize(
    "write",
    [
        lambda good: f"```json\n{good}\n```",
        lambda good: f"Sure! Here are [50] items {{as asked}}:\n\n{good}\n\nEnjoy {{them}}!",
        lambda good: f"<think>{{'items': [1]}} hm</think>\n{good}",
        lambda good: good.replace("}]", "},]").replace('"notes": {', '"notes": {"other": null,'),
        lambda good: json.dumps(json.loads(good)["items"]),
        lambda good: json.dumps({"recommendations": json.loads(good)["items"]}),
        lambda good: good.replace('"why": "', '"why": "two\nlines '),
    ],
    ids=["fence", "prose", "thoughts", "commas", "bare", "name", "lines"],
)
async def test_what_models_do_to_json_is_mended_once(server: ChatServer, body: bytes, write: Any) -> None:
    server.begin(write)
    reply, mended = await ask(chat(server.address), body)
    assert (len(reply.items), reply.unreadable, mended) == (50, 0, True)
    assert len(server.asked) == 1


async def test_an_answer_in_parts_is_put_together(server: ChatServer, body: bytes) -> None:
    server.begin(
        lambda good: said([{"type": "text", "text": good[:99]}, {"type": "text", "text": good[99:]}])
    )
    reply, mended = await ask(chat(server.address), body)
    assert (len(reply.items), mended) == (50, False)


async def test_an_answer_that_was_cut_off_keeps_its_whole_items(server: ChatServer, body: bytes) -> None:
    server.begin(lambda good: said(good[: len(good) // 2], "length"))
    reply, mended = await ask(chat(server.address), body)
    assert 10 < len(reply.items) < 40
    assert (reply.unreadable, mended) == (0, True)


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda good: said(None, refusal="secret"), "declined"),
        (lambda good: said("", "content_filter"), "declined"),
        (lambda good: said(""), "answered nothing"),
        (lambda good: said(None), "answered nothing"),
        (lambda good: said(" ", "length"), "used up its room"),
        (lambda good: said(good[:60], "length"), "cut off before its first item"),
        (lambda good: "I'm sorry, but secret.", "not in the form"),
        (lambda good: '{"secret": 1}', "not in the form"),
        (lambda good: good.replace('"year"', '"title"'), "not in the form"),
        (lambda good: JSONResponse({"error": {"message": "secret"}}), "no chat model"),
        (lambda good: JSONResponse({"choices": []}), "no chat model"),
        (lambda good: JSONResponse([["choices"]]), "no chat model"),
        (lambda good: JSONResponse({"choices": [{"message": "secret"}]}), "no chat model"),
        (lambda good: Response(good, media_type="text/event-stream"), "not JSON"),
        (lambda good: Response(b'{"choices": NaN}', media_type="application/json"), "no chat model"),
        (lambda good: Response(b" " * (MAX_ANSWER + 1), media_type="application/json"), "too large"),
        (refusing(400), "model's name may be wrong"),
        (refusing(400, "'response_format.type' must be text. secret"), "--plain-json"),
        (refusing(400, "This model's maximum context length is 4096 tokens. secret"), "longer context"),
        (refusing(401), "did not accept the token"),
        (refusing(403), "did not accept the token"),
        (refusing(413), "longer context"),
        (refusing(429), "busy"),
        (refusing(500), "fault of its own"),
        (refusing(503), r"fault of its own. Try again later \(status 503\)"),
        (refusing(418), r"refused \(status 418\)"),
        (lambda good: RedirectResponse("https://elsewhere.example/secret"), "not followed"),
    ],
)
async def test_what_gives_no_items_is_said_in_our_words_alone(
    server: ChatServer, body: bytes, write: Any, words: str
) -> None:
    server.begin(write)
    remote = chat(server.address)
    with pytest.raises(RemoteError, match=words) as caught:
        await remote.send(remote.wrap(body))
    assert "secret" not in str(caught.value)
    assert len(server.asked) == 1


async def test_a_model_that_is_not_there_and_a_token_that_is_missing_are_said(
    server: ChatServer, body: bytes, home: Path
) -> None:
    server.begin(token=TOKEN)
    address = server.address
    with pytest.raises(RemoteError, match="did not accept the token"):
        await ask(chat(address), body)
    file = home / "token"
    file.write_text(f"{TOKEN}\n")
    file.chmod(0o600)
    with pytest.raises(RemoteError, match="no such address or model"):
        await ask(chat(address, token_file=file, model="other"), body)
    reply, _ = await ask(chat(address, token_file=file), body)
    assert len(reply.items) == 50


async def test_a_slow_model_is_waited_for_as_long_as_its_settings_say(
    server: ChatServer, body: bytes
) -> None:
    server.begin(slow=0.5)
    address = server.address
    with pytest.raises(RemoteError, match="in time"):
        await ask(chat(address, QUICK), body)
    reply, _ = await ask(chat(address, seconds=5), body)
    assert len(reply.items) == 50
    assert chat(address)._transport._limits.total == 300


async def test_a_refusal_that_drips_is_not_waited_for(body: bytes) -> None:
    with raw(http(b" " * 9000, "400 Bad")[:-8000], *[b" "] * 50, pause=0.1) as server:
        remote = chat(server.address, QUICK)
        with pytest.raises(RemoteError, match="status 400"):
            await remote.send(remote.wrap(body))
