using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Sync.Testing;

namespace Sync.Ingress.Tests;

/// <summary>Whatever is posted, the door answers that it has it, or that it does not want it, and soon.</summary>
public sealed class MutatedBodyTests(IngressFixture fixture, ITestOutputHelper output) : IClassFixture<IngressFixture>
{
    private const int Bodies = 100_000;
    private const int AtOnce = 16;
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(1);

    private static readonly (string Path, string Body)[] Kinds =
    [
        (Hook.Path, "type=update&date_time=2026-03-04T09%3A15%3A27-06%3A00&list=0&contact%5Bid%5D=4812&contact%5Bfields%5D%5B27%5D=%7C%7CRed%7C%7C"),
        (Hook.Path, "type=unsubscribe&list[0][id]=3&list[][id]=4&contact[id]=9&date_time=2026-03-04 09:15:27&form[id]=4"),
        (Hook.Path, "seriesid=31&contact[id]=4812&contact[email]=nora@example.test&contact[fields][utm_source]=newsletter"),
        (Hook.Path, "type=deal_update&date_time=2026-03-04T09:15:27-06:00&deal[id]=77&deal[value]=12,500.00&deal[currency_symbol]=&euro;"),
        ("/hooks/sales/" + PeoplePolicy.SalesSecret, """
            {"server_time":1772613072787,"affected_values":[{"record_id":"5550100000003194003","values":{"Phone":"+49"}}],"module":"Leads",
             "ids":["5550100000003194003"],"operation":"update","channel_id":"1000000068001","token":null}
            """),
        ("/hooks/sales/" + PeoplePolicy.SalesSecret, "lead_id=5550100000003194003&email=ada%40northwind.test&modified=2026-03-04+09%3A31%3A12"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_thousand_mutated_bodies_are_all_answered_soon_and_none_with_a_fault_of_ours()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var statuses = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(part => Task.Run(() => Post(seed + part, Bodies / AtOnce), Ct)));

        var seen = statuses.SelectMany(each => each).GroupBy(status => status).OrderBy(each => each.Key).ToList();
        output.WriteLine(string.Join(", ", seen.Select(each => $"{each.Count()} × {each.Key}")));
        Assert.Equal(Bodies / AtOnce * AtOnce, seen.Sum(each => each.Count()));
        Assert.All(seen, each => Assert.Contains(each.Key, (int[])[200, 202, 413]));
    }

    private async Task<IReadOnlyList<int>> Post(int seed, int count)
    {
        var random = new Random(seed);
        var statuses = new List<int>(count);
        for (var number = 0; number < count; number++)
        {
            var (path, body) = Kinds[number % Kinds.Length];
            statuses.Add(await Post(path, Mutation.Of(Encoding.UTF8.GetBytes(body), random), seed));
        }

        return statuses;
    }

    /// <summary>The status; an answer that is late is asked for again, in case the machine was busy with something else.</summary>
    private async Task<int> Post(string path, byte[] body, int seed)
    {
        for (var tries = 1; ; tries++)
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") } };
            var began = Stopwatch.GetTimestamp();
            using var answer = await fixture.Http.PostAsync(path, content, Ct);
            if (Stopwatch.GetElapsedTime(began) < Bearable)
            {
                return (int)answer.StatusCode;
            }

            Assert.True(tries < 5, $"Seed {seed}: slower than a second each time: {Convert.ToBase64String(body)}");
        }
    }
}
