"""Words and pictures of a published piece for other networks; nothing is handed out before it was read (R25)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hearten.accounts.http import AccountRequest
from hearten.blog import elsewhere
from hearten.blog.cards import SHAPES, NotDrawn, alt_of, draw, title_of
from hearten.blog.elsewhere import NETWORKS, Network, NotClear, TooLong
from hearten.blog.models import Post
from hearten.blog.views.frame import desk_page
from hearten.moderation.remarks import remarks
from hearten.moderation.review import GuardUnavailable, Reading
from hearten.ui.forms import describe
from hearten.ui.words import several_lines

UNREAD = "The check can't answer right now, so nothing is prepared. Your words are safe. Try again in a minute."
TOO_LONG = "With the notice and the link this is {over} characters too long for {name}. Please shorten your words."


class WordsForm(forms.Form):
    """The author's own words; the notice and the link come behind them by themselves."""

    words = forms.CharField(
        label="Your words",
        help_text="They come from your piece. Change them as you like; keep out anybody’s story but your own.",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=6000,
        strip=False,
    )

    def clean_words(self) -> str:
        """The words without invisible tricks. Raises ValidationError when nothing is left."""
        words = several_lines(self.cleaned_data["words"])
        if not words:
            raise forms.ValidationError("Write something first.")
        return words


@require_http_methods(["GET", "POST"])
def elsewhere_page(request: AccountRequest, pk: int, network: str = "mastodon") -> HttpResponse:
    """GET: words to begin with. POST: the final text to copy, or what is in its way (422)."""
    post, place = own_public(request, pk), named(network)
    if request.method == "GET":
        form = WordsForm(initial={"words": elsewhere.suggestion(post, place)})
        return show(request, post, network, form)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return show(request, post, network, form, status=422)
    words = form.cleaned_data["words"]
    try:
        text = elsewhere.final(post, place, words)
        ready = elsewhere.checked(post, text, acknowledged=request.POST.getlist("acknowledge"))
    except TooLong as long:
        form.add_error("words", TOO_LONG.format(over=long.over, name=place.name))
        return show(request, post, network, form, status=422)
    except NotClear as held:
        return in_the_way(request, post, network, form, held.reading)
    except GuardUnavailable:
        form.add_error(None, UNREAD)
        return show(request, post, network, form, status=503)
    return show(request, post, network, form, ready=ready)


def in_the_way(
    request: AccountRequest, post: Post, network: str, form: WordsForm, reading: Reading
) -> HttpResponse:
    """The findings beside the words, or the words with one suggestion put in."""
    if "apply" in request.POST:
        words = with_wording(form.cleaned_data["words"], request.POST["apply"], reading)
        return show(request, post, network, WordsForm(initial={"words": words}))
    seen = request.POST.getlist("acknowledge")
    return show(request, post, network, form, remarks=remarks(reading.findings, seen), status=422)


def with_wording(words: str, number: str, reading: Reading) -> str:
    """The words with the suggestion of finding `number`; unchanged when it is not about them."""
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(reading.findings)):
        return words
    item = reading.findings[int(number) - 1]
    fits = item.suggestion is not None and words[item.start : item.end] == item.quote
    return f"{words[: item.start]}{item.suggestion}{words[item.end :]}" if fits else words


def show(
    request: AccountRequest,
    post: Post,
    network: str,
    form: WordsForm,
    *,
    ready: str = "",
    remarks: list[dict[str, Any]] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the text to copy only when there is one."""
    place = named(network)
    data = {
        "post": {"pk": post.pk, "title": title_of(post)},
        "places": [
            {"name": item.name, "href": address(post, key), "here": key == network}
            for key, item in NETWORKS.items()
        ],
        "place": {"name": place.name, "limit": place.limit, "room": elsewhere.room(post, place)},
        "closing": [line for line in elsewhere.closing(post, place).split("\n") if line],
        "form": describe(form),
        "remarks": remarks or [],
        "ready": ready,
        "shapes": [
            {"label": shape.label, "href": reverse("post_card", args=[post.pk, key])}
            for key, shape in SHAPES.items()
        ],
        "alt": alt_of(post),
    }
    return desk_page(request, "blog/desk/elsewhere.html", data, title="For other networks", status=status)


@require_safe
def card(request: AccountRequest, pk: int, shape: str) -> HttpResponse:
    """One picture, drawn now. It, too, is read before it is handed out."""
    post = own_public(request, pk)
    if shape not in SHAPES:
        raise Http404
    try:
        elsewhere.checked(post, elsewhere.words_on_cards(post), acknowledged=post.acknowledged)
        picture = draw(post, SHAPES[shape])
    except NotClear:
        return HttpResponse("The title has to change first.", status=409, content_type="text/plain; charset=utf-8")
    except (GuardUnavailable, NotDrawn):
        return HttpResponse(UNREAD, status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = f'inline; filename="{shape}.png"'
    response["Cache-Control"] = "private, no-store"
    return response


def own_public(request: AccountRequest, pk: int) -> Post:
    """A piece of the author's own that the world can read now. Raises Http404."""
    own = Post.objects.editable_by(request.user) & Post.objects.public()
    return get_object_or_404(own.select_related("therapist__account", "edition"), pk=pk)


def named(network: str) -> Network:
    """The network by its name in an address. Raises Http404."""
    if network not in NETWORKS:
        raise Http404
    return NETWORKS[network]


def address(post: Post, network: str) -> str:
    """Where the words for a network are made."""
    return reverse("post_elsewhere_for", args=[post.pk, network])
