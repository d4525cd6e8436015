using System.Net;
using System.Text;
using Sync.Testing;

namespace Sync.Ingress.Tests;

public sealed class HookEndpointTests(IngressFixture fixture) : IClassFixture<IngressFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_is_stored_and_the_same_one_again_is_known()
    {
        var body = Hook.Body();

        var first = await Post(Hook.Form(body));
        var second = await Post(Hook.Form(body));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(1, await Stored(body));
    }

    [Fact]
    public async Task A_delivery_is_stored_byte_for_byte_and_published_with_its_number()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes(Hook.Body()), 0x26, 0xFF, 0x00, 0xC3];
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");

        var answer = await fixture.Http.PostAsync($"{Hook.Path}?source=test", content, Ct);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var (id, query) = (await fixture.Postgres.Query<(long, string)>(
            "select id, query from ingress.delivery where body = @body", new { body })).Single();
        var published = await Eventually.Within(
            TimeSpan.FromSeconds(60), () => Task.FromResult(fixture.Ingress.Published.FirstOrDefault(delivery => delivery.Id == id)),
            found => found is not null);
        Assert.Equal(("source=test", "source=test"), (query, published!.Query));
        Assert.Equal(body, published.Body);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    public async Task A_vendor_that_only_looks_whether_somebody_is_there_is_told_so(string method)
    {
        var before = await fixture.Postgres.Count("ingress.delivery");

        var answer = await fixture.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), Hook.Path), Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before, await fixture.Postgres.Count("ingress.delivery"));
    }

    [Fact]
    public async Task Whoever_guesses_learns_nothing_from_the_answer()
    {
        string[] guesses =
        [
            "/hooks/marketing/wrong", $"/hooks/marketing/{PeoplePolicy.SalesSecret}", "/hooks/nobody/wrong",
            $"/hooks/nobody/{PeoplePolicy.MarketingSecret}", $"{Hook.Path}x", $"/hooks/Marketing/{PeoplePolicy.MarketingSecret}",
        ];

        var shapes = new List<string>();
        foreach (var guess in guesses)
        {
            var answer = await fixture.Http.PostAsync(guess, Hook.Form(), Ct);
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date");
            shapes.Add(
                $"{(int)answer.StatusCode} {string.Join(';', headers.Select(header => $"{header.Key}={string.Join(',', header.Value)}"))} "
                + await answer.Content.ReadAsStringAsync(Ct));
        }

        Assert.StartsWith("401 ", shapes[0], StringComparison.Ordinal);
        Assert.Single(shapes.Distinct());
    }

    [Theory]
    [InlineData("PUT", Hook.Path, HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", Hook.Path, HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/hooks/marketing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/hooks/marketing/", HttpStatusCode.NotFound)]
    [InlineData("POST", "/", HttpStatusCode.NotFound)]
    public async Task What_is_no_hook_is_refused_without_410_or_redirect(string method, string path, HttpStatusCode status)
    {
        var answer = await fixture.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = Hook.Form() }, Ct);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused(bool chunked)
    {
        using var content = Hook.Form(new string('x', IngressFixture.LargestBody + 1));
        using var request = new HttpRequestMessage(HttpMethod.Post, Hook.Path) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;

        var answer = await fixture.Http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_of_the_largest_size_is_taken()
    {
        var answer = await Post(Hook.Form(Some.Word().PadRight(IngressFixture.LargestBody, 'x')));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Headers_are_kept_without_what_could_be_a_credential()
    {
        var body = Hook.Body();
        using var request = new HttpRequestMessage(HttpMethod.Post, Hook.Path) { Content = Hook.Form(body) };
        request.Headers.Add("Authorization", "Bearer token-of-theirs");
        request.Headers.Add("Cookie", "session=theirs");
        request.Headers.Add("User-Agent", "ActiveCampaign/1.0");

        await fixture.Http.SendAsync(request, Ct);

        var headers = (await fixture.Postgres.Query<string>(
            "select headers from ingress.delivery where body = @body", new { body = Encoding.UTF8.GetBytes(body) })).Single();
        Assert.Contains("ActiveCampaign/1.0", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("theirs", headers, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Post(HttpContent content) => fixture.Http.PostAsync(Hook.Path, content, Ct);

    private Task<long> Stored(string body) =>
        fixture.Postgres.Count("ingress.delivery", "body = @body", new { body = Encoding.UTF8.GetBytes(body) });
}
