"""Each host is left its pauses, is asked by few at once, and is left alone when it is in trouble."""

import asyncio
from datetime import timedelta
from itertools import pairwise

from worst_server import NOW, SmallWeb, WorstServer, source

from fetching.downloading import Limits
from fetching.transport import user_agent
from schemas.acquisition import Validators

PAGE = "<p>Nine ferries sail.</p>"


def play(scene, answers: dict, **options):
    """What `scene(downloads, server)` gives in a small web that answers so."""

    async def run():
        async with WorstServer(answers).running() as server, SmallWeb(server).downloader(**options) as downloads:
            return await scene(downloads, server)

    return asyncio.run(asyncio.wait_for(run(), 30))


def starts(answers) -> list[float]:
    """When all requests began, robots.txt among them, in seconds of the virtual clock."""
    rows = [row for answer in answers for row in (*answer.earlier, answer.request)]
    return sorted((row.requested_at - NOW) / timedelta(seconds=1) for row in rows)


def test_a_pause_between_two_requests_to_a_host():
    async def scene(downloads, server):
        asked = (downloads.get(f"http://a.example/{n}", source(delay_s=3), "article") for n in range(5))
        return await asyncio.gather(*asked)

    times = starts(play(scene, {f"/{n}": PAGE for n in range(5)}))
    assert len(times) == 6
    assert all(later - earlier >= 3 for earlier, later in pairwise(times))


def test_requests_under_way_together_do_not_begin_together():
    async def scene(downloads, server):
        urls = [f"http://a.example/{n}" for n in range(4)]
        await downloads.get("http://a.example/first", source(), "article")
        asked = (downloads.get(url, source(delay_s=3, concurrency=4), "article") for url in urls)
        return await asyncio.gather(*asked), server.most_at_once

    slow = {"send": [{"wait": 0.3}, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nferry"]}
    answers, at_once = play(scene, {f"/{n}": slow for n in range(4)})
    assert at_once > 1
    assert all(later - earlier >= 3 for earlier, later in pairwise(starts(answers)))


def test_the_pause_begins_when_the_answer_has_ended():
    clockwork = []

    async def scene(downloads, server):
        clock = downloads._clock
        first = asyncio.create_task(downloads.get("http://a.example/slow", source(delay_s=3), "article"))
        while "/slow" not in server.paths:
            await asyncio.sleep(0.01)
        clock.seconds += 10
        ended = await first
        clockwork.append(clock.seconds)
        return ended, await downloads.get("http://a.example/next", source(delay_s=3), "article")

    answers = {"/slow": {"send": [{"wait": 0.2}, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nferry"]}, "/next": PAGE}
    ended, following = play(scene, answers)
    assert ended.request.elapsed_ms == 10_000
    assert (following.request.requested_at - NOW).total_seconds() >= clockwork[0] + 3
    assert following.request.waited_ms == 3_000


def test_hosts_do_not_wait_for_each_other():
    async def scene(downloads, server):
        urls = [f"http://h{n}.example/a" for n in range(8)]
        return await asyncio.gather(*(downloads.get(url, source(delay_s=5), "article") for url in urls))

    answers = play(scene, {"/a": PAGE})
    assert max(answer.request.waited_ms for answer in answers) <= 5_000


def test_the_pause_that_robots_txt_asks_for_is_kept_when_it_is_longer():
    async def scene(downloads, server):
        return [await downloads.get(f"http://a.example/{n}", source(delay_s=1), "article") for n in range(4)]

    robots = {"/robots.txt": "User-agent: figurewatch\nCrawl-delay: 20\n"}
    answers = play(scene, robots | {f"/{n}": PAGE for n in range(4)})
    times = starts(answers[1:])
    assert all(later - earlier >= 20 for earlier, later in pairwise(times))
    assert answers[3].request.waited_ms == 20_000


def test_a_pause_of_hours_is_left_for_another_run():
    async def scene(downloads, server):
        answers = [await downloads.get(f"http://a.example/{n}", source(), "article") for n in range(3)]
        return answers, server.paths

    robots = {"/robots.txt": "User-agent: *\nCrawl-delay: 7200\n"}
    answers, paths = play(scene, robots | {"/0": PAGE, "/1": PAGE})
    assert [answer.request.error for answer in answers] == [None, "kept back", "kept back"]
    assert answers[1].request.failure == "temporary"
    assert answers[1].request.retry_at == NOW + timedelta(hours=2)
    assert paths == ["/robots.txt", "/0"]


def test_a_long_pause_that_the_source_itself_wants_is_waited_for():
    async def scene(downloads, server):
        return [await downloads.get(f"http://a.example/{n}", source(delay_s=300), "article") for n in range(3)]

    answers = play(scene, {f"/{n}": PAGE for n in range(3)})
    assert [answer.request.waited_ms for answer in answers] == [300_000] * 3


def test_a_host_is_asked_by_as_many_at_once_as_its_source_says():
    async def scene(downloads, server):
        await asyncio.gather(
            *(downloads.get(f"http://a.example/{n % 3}", source(concurrency=3), "article") for n in range(12))
        )
        return server.most_at_once

    slow = {"send": [{"wait": 0.05}, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nferry"]}
    assert play(scene, {"/0": slow, "/1": slow, "/2": slow}) == 3


def test_all_hosts_together_are_asked_by_no_more_than_the_limit():
    async def scene(downloads, server):
        await asyncio.gather(*(downloads.get(f"http://h{n}.example/a", source(), "article") for n in range(30)))
        return server.most_at_once

    slow = {"send": [{"wait": 0.05}, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nferry"]}
    assert play(scene, {"/a": slow}, limits=Limits(connections=4)) == 4


def test_robots_txt_is_read_once_and_noted_with_the_request_that_needed_it():
    async def scene(downloads, server):
        urls = ["http://a.example/a"] * 20
        answers = await asyncio.gather(*(downloads.get(url, source(concurrency=8), "article") for url in urls))
        return answers, server.paths.count("/robots.txt")

    answers, times = play(scene, {"/a": PAGE})
    assert times == 1
    noted = [row for answer in answers for row in answer.earlier]
    assert [(row.purpose, row.status, row.error) for row in noted] == [("robots", 404, None)]


def test_each_site_has_its_own_robots_txt():
    async def scene(downloads, server):
        for url in ("http://a.example/a", "http://b.example/a", "http://a.example:8080/a", "http://a.example/b"):
            await downloads.get(url, source(), "article")
        return server.paths.count("/robots.txt")

    assert play(scene, {"/a": PAGE, "/b": PAGE}) == 3


def test_a_host_in_trouble_gets_more_time_with_each_failure_and_then_is_left_alone():
    async def scene(downloads, server):
        answers = [await downloads.get(f"http://a.example/{n}", source(), "article") for n in range(12)]
        return answers, len(server.paths)

    answers, asked = play(scene, {"/robots.txt": "", **{f"/{n}": {"status": 500} for n in range(12)}})
    rows = [row for answer in answers for row in (*answer.earlier, answer.request) if row.purpose == "article"]
    waits = [row.waited_ms // 1000 for row in rows if row.error == "server error"]
    assert waits == [0, 2, 4, 8, 16, 32]
    assert [row.error for row in rows[6:]] == ["kept back"] * 9
    assert asked == 1 + 6
    assert "“server error”" in rows[-1].detail


def test_one_good_answer_makes_up_for_earlier_failures():
    async def scene(downloads, server):
        return [await downloads.get(f"http://a.example/{n}", source(), "article") for n in range(4)]

    answers = play(scene, {"/0": [{"status": 500}, PAGE], "/1": PAGE, "/2": [{"status": 500}, PAGE], "/3": PAGE})
    assert [answer.request.waited_ms for answer in answers] == [2000, 0, 2000, 0]


def test_a_host_that_asks_to_be_left_alone_is_left_alone_by_all():
    async def scene(downloads, server):
        answers = [await downloads.get(f"http://a.example/{n}", source(), "article") for n in range(3)]
        return answers, server.paths

    answers, paths = play(scene, {"/0": {"status": 429, "headers": {"Retry-After": "900"}}, "/1": PAGE})
    assert [answer.request.error for answer in answers] == ["too many requests", "kept back", "kept back"]
    assert {answer.request.retry_at for answer in answers} == {NOW + timedelta(seconds=900)}
    assert paths == ["/robots.txt", "/0"]


def test_one_connection_serves_a_site():
    async def scene(downloads, server):
        for n in range(10):
            await downloads.get(f"http://a.example/{n}", source(), "article")
        return server.connections, len(server.paths)

    gone = {"status": 410, "body": "gone"}
    there = {"status": 301, "headers": {"Location": "/0"}}
    assert play(scene, {f"/{n}": PAGE for n in range(8)} | {"/8": gone, "/9": there}) == (1, 12)


def test_an_answer_slipped_in_before_its_question_is_not_taken_for_the_next_page():
    forged = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"
    first = {"send": ["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nferry" + forged]}

    async def scene(downloads, server):
        return [await downloads.get(f"http://a.example/{n}", source(), "article") for n in range(2)]

    one, other = play(scene, {"/0": first, "/1": PAGE})
    assert one.body == b"ferry"
    assert other.body == PAGE.encode()


def test_requests_say_who_asks_for_what_and_in_which_language():
    async def scene(downloads, server):
        chinese = source().model_copy(update={"language": "zh-HK"})
        known = Validators(url="", etag='W/"é1"', last_modified="Mon, 02 Mar 2026 08:00:00 GMT")
        await downloads.get("http://a.example/a", chinese, "article", known)
        await downloads.get("http://a.example/a", source(), "list")
        return server.heads

    agent = user_agent("https://figures.example/robot (ops@figures.example)\r\nX-Evil: 1")
    _, article, listing = play(scene, {"/a": PAGE}, user_agent=agent)
    assert article["host"] == "a.example"
    assert article["user-agent"].startswith("Mozilla/5.0 (compatible; Figurewatch/")
    assert "; +https://figures.example/robot (ops@figures.example) X-Evil: 1)" in article["user-agent"]
    assert article["accept"].startswith("text/html")
    assert article["accept-language"] == "zh-HK,zh;q=0.9,en;q=0.5"
    assert article["accept-encoding"] == "gzip, deflate"
    assert article["if-none-match"] == 'W/"é1"'
    assert article["if-modified-since"] == "Mon, 02 Mar 2026 08:00:00 GMT"
    assert "cookie" not in article
    assert listing["accept"].startswith("application/rss+xml")
    assert listing["accept-language"] == "en"
    assert "if-none-match" not in listing


def test_cookies_end_with_their_chain_of_redirects():
    setting = {"status": 302, "headers": {"Location": "/a", "Set-Cookie": "seen=1; Path=/"}}

    async def scene(downloads, server):
        await downloads.get("http://a.example/a", source(), "article")
        await downloads.get("http://a.example/b", source(), "article")
        return [head.get("cookie") for head in server.heads]

    assert play(scene, {"/a": [setting, PAGE], "/b": PAGE}) == [None, None, "seen=1", None]


def test_many_sites_do_not_keep_their_connections_for_ever():
    async def scene(downloads, server):
        for n in range(130):
            await downloads.get(f"http://h{n}.example/a", source(), "article")
        await asyncio.sleep(0.05)
        return sum(not task.done() for task in server.tasks)

    assert play(scene, {"/robots.txt": "", "/a": PAGE}) <= 100
