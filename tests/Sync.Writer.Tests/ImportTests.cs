using System.Globalization;
using System.Text.Json;
using Sync.Contracts;
using Sync.Policy;
using Sync.Testing;

namespace Sync.Writer.Tests;

/// <summary>A long queue of updates goes by the vendor's bulk import; the sandbox is the judge.</summary>
public sealed class ImportTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(120);
    private VendorWorld _world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await VendorWorld.Start(host);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Two_thousand_updates_take_few_calls_each_is_written_once_and_nobody_is_subscribed_again()
    {
        Limit(callsPerSecond: 20, importFrom: 100);
        await _world.Control(HttpMethod.Put, "limits", new { vendor = "activecampaign", requestsPerSecond = 20 });
        var requests = await People(2_000);
        var gone = requests[7].Email;
        await Act("subscribe", gone);
        await Act("unsubscribe", gone);
        await host.Accept(requests);

        await _world.Writer();

        await Ended(requests);
        Assert.All(await host.Rows(requests), row => Assert.Equal(Outcomes.Written, row.Outcome));
        var calls = await Calls();
        var written = calls.Where(IsWrite).ToList();
        Assert.Equal(2_000, written.Sum(call => call.GetProperty("records").GetInt32()));
        Assert.InRange(calls.Count, 8, 700);
        Assert.InRange(calls.Count(IsImport), 4, 8);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{calls.Count} calls, {calls.Count(IsImport)} imports, {written.Count - calls.Count(IsImport)} single writes");
        await HoldWhatWasAsked(requests);
        var left = Assert.Single(await _world.Records($"activecampaign/contacts?email={gone}")).GetProperty("id").GetString();
        var lists = (await _world.FromAc($"contacts/{left}/contactLists")).GetProperty("contactLists");
        Assert.Equal("2", Assert.Single(lists.EnumerateArray()).GetProperty("status").ToString());
    }

    [Fact]
    public async Task Who_was_deleted_or_has_another_address_is_not_made_by_an_import()
    {
        Limit(callsPerSecond: 50, importFrom: 20, keepsDeleted: true);
        await _world.Control(HttpMethod.Put, "limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null });
        var requests = await People(60);
        await Act("delete", requests[0].Email);
        await _world.ToAc(HttpMethod.Put, $"contacts/{requests[1].RecordId}", new { contact = new { email = "moved@x.test" } });
        await host.Accept(requests);

        await _world.Writer();

        await Ended(requests);
        Assert.Empty(await _world.Records($"activecampaign/contacts?email={requests[0].Email}"));
        Assert.Empty(await _world.Records($"activecampaign/contacts?email={requests[1].Email}"));
        Assert.Equal(Deletion.Deleted, (await host.Rows(requests[0]))[0].Outcome);
        Assert.Equal(59, (await _world.Records("activecampaign/contacts")).Count);
        Assert.Contains(await Calls(), IsImport);
        await HoldWhatWasAsked(requests[2..]);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_and_nothing_is_sent_a_second_time()
    {
        Limit(callsPerSecond: 50, importFrom: 20);
        _world.Set(_world.Ac, "timeoutSeconds", "2");
        await _world.Control(HttpMethod.Put, "limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null });
        await _world.Lose("activecampaign", "import/bulk_import");
        var requests = await People(60);
        await host.Accept(requests);

        await _world.Writer();

        await Ended(requests);
        Assert.True(await _world.HaveFaultsStruck());
        Assert.All(await host.Rows(requests), row => Assert.Equal(Outcomes.Written, row.Outcome));
        Assert.Equal(60, (await Calls()).Where(IsWrite).Sum(call => call.GetProperty("records").GetInt32()));
        await HoldWhatWasAsked(requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_takes_the_lane_looks_after_an_import_and_what_is_newer_goes_after_it(bool diedBeforeTheAnswer)
    {
        Limit(callsPerSecond: 50, importFrom: 20);
        await _world.Control(HttpMethod.Put, "limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null, importSeconds = 5 });
        var requests = await People(60);
        await host.Accept(requests);
        await _world.Writer();
        var queued = await Eventually.Within(Soon, Queued, ids => ids.Count > 0);
        await _world.StopWriter();
        if (diedBeforeTheAnswer)
        {
            await host.Database.Execute("update writer.bulk_import set batch_ids = null where ended_at is null and connection = @Ac", new { _world.Ac });
            await host.Database.Execute("update writer.attempt set finished_at = null, outcome = null where outcome like 'queued%' and connection = @Ac", new { _world.Ac });
        }

        var first = requests.First(request => queued.Contains(request.PersonId));
        var newer = first with
        {
            Key = $"{Some.Number()}>{_world.Ac}", Version = first.Version + 1, Fields = new Dictionary<string, string?> { ["last_name"] = "Newer" },
            Whole = null, ChangedAt = first.ChangedAt.AddMinutes(1),
        };
        await host.Accept(newer);
        await _world.Writer();

        await Ended([.. requests, newer]);
        Assert.Equal("Newer", await LastName(first));
        await HoldWhatWasAsked([.. requests.Where(request => request != first)]);
        Assert.Equal(1, (await Calls()).Count(IsImport));
        Assert.Equal(61, (await Calls()).Where(IsWrite).Sum(call => call.GetProperty("records").GetInt32()));
    }

    [Fact]
    public async Task An_opt_out_does_not_wait_for_an_import_and_is_not_undone_by_it()
    {
        Limit(callsPerSecond: 50, importFrom: 20);
        await _world.Control(HttpMethod.Put, "limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null, importSeconds = 4 });
        var requests = await People(60);
        await host.Accept(requests);
        await _world.Writer();
        var queued = await Eventually.Within(Soon, Queued, ids => ids.Count > 0);
        var first = requests.First(request => queued.Contains(request.PersonId));
        var optOut = first with
        {
            Key = $"{Some.Number()}>{_world.Ac}", Version = first.Version + 1, Priority = WritePriority.OptOut,
            Fields = new Dictionary<string, string?> { ["last_name"] = "Newest" }, Whole = null,
        };

        await host.Accept(optOut);

        await Ended([optOut]);
        Assert.False((await host.Rows(first))[0].IsSettled);
        await Ended(requests);
        Assert.Equal("Newest", await LastName(first));
        await HoldWhatWasAsked([.. requests.Where(request => request != first)]);
    }

    [Fact]
    public async Task An_import_that_never_ends_is_given_up_and_its_writes_go_singly()
    {
        Limit(callsPerSecond: 50, importFrom: 20);
        await _world.Control(HttpMethod.Put, "limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null, importSeconds = 3_600 });
        var requests = await People(60);
        await host.Accept(requests);

        await _world.Writer(("Writer:ImportDeadlineSeconds", "5"));

        await Ended(requests);
        Assert.All(await host.Rows(requests), row => Assert.Equal(Outcomes.Written, row.Outcome));
        Assert.Equal(1, (await Calls()).Count(IsImport));
        await HoldWhatWasAsked(requests);
    }

    [Fact]
    public async Task Whoever_the_import_fails_is_written_singly_and_the_reason_is_told()
    {
        Limit(callsPerSecond: 50, importFrom: 20);
        await _world.Control(HttpMethod.Put, "limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null });
        await _world.Control(HttpMethod.Put, "switches", new { vendor = "activecampaign", failedImports = 0.3 });
        var requests = await People(60);
        await host.Accept(requests);

        await _world.Writer();

        await Ended(requests);
        await HoldWhatWasAsked(requests);
        Assert.Contains(
            (await host.Said<CallsMade>(_world.Ac)).SelectMany(message => message.Items).SelectMany(call => call.Records),
            record => record.Outcome == "waiting: conflict (IMPORT_FAILED)");
    }

    [Fact]
    public async Task A_short_queue_and_what_an_import_cannot_do_go_singly()
    {
        Limit(callsPerSecond: 50, importFrom: 20);
        await _world.Control(HttpMethod.Put, "limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null });
        var requests = await People(40);
        WriteRequest[] urgent = [.. requests.Take(21).Select(request => request with { Priority = WritePriority.Handoff })];
        await host.Accept([.. urgent, .. requests.Skip(21)]);

        await _world.Writer();

        await Ended(requests);
        Assert.Equal(0, (await Calls()).Count(IsImport));
    }

    private void Limit(int callsPerSecond, int importFrom, bool keepsDeleted = false)
    {
        var ac = _world.Policy.Connections[_world.Ac];
        _world.Policy = _world.Policy.With(new Dictionary<string, ConnectionPolicy>(_world.Policy.Connections)
        {
            [_world.Ac] = ac with { Limits = new ConnectionLimits(callsPerSecond, 1) { ImportFrom = importFrom } },
        });
        _world.Policy = _world.Policy.With(
            [.. _world.Policy.Routes.Select(route => route.Name == "back" ? route with { KeepsDeleted = keepsDeleted } : route)]);
    }

    /// <summary>Contacts at the vendor, and a change of each.</summary>
    private async Task<WriteRequest[]> People(int count)
    {
        var word = Some.Word().ToLowerInvariant();
        await _world.Control(HttpMethod.Post, "act", Enumerable.Range(0, count).Select(i => new
        {
            vendor = "activecampaign", @do = "import", email = $"{word}{i}@x.test", set = new { last_name = "Before" },
        }));
        var records = await _world.Records("activecampaign/contacts");
        return [.. records.Select((record, i) => SomeWork.Request(
            _world.Ac, record.GetProperty("email").GetString(), ("last_name", string.Create(CultureInfo.InvariantCulture, $"After {i}"))) with
        {
            Route = "back", Module = "contacts", RecordId = record.GetProperty("id").GetString(), Version = 1,
        })];
    }

    private Task Act(string what, string email) =>
        _world.Control(HttpMethod.Post, "act", new { vendor = "activecampaign", @do = what, email, value = "1" });

    private async Task Ended(WriteRequest[] requests) =>
        await Eventually.Within(Soon, async () => (await host.Rows(requests)).All(row => row.IsSettled));

    private async Task HoldWhatWasAsked(WriteRequest[] requests)
    {
        var names = (await _world.Records("activecampaign/contacts")).ToDictionary(
            record => record.GetProperty("id").GetString()!, record => record.GetProperty("lastName").GetString());
        Assert.All(requests, request => Assert.Equal(request.Fields["last_name"], names[request.RecordId!]));
    }

    private async Task<string?> LastName(WriteRequest request) =>
        Assert.Single(await _world.Records($"activecampaign/contacts?email={request.Email}")).GetProperty("lastName").GetString();

    private async Task<IReadOnlyList<long>> Queued() => await host.Database.Query<long>(
        """
        select w.person_id from writer.bulk_import i join writer.pending_work w on w.id = any(i.work_ids)
         where i.connection = @Ac and i.batch_ids is not null and i.ended_at is null
        """, new { _world.Ac });

    private async Task<IReadOnlyList<JsonElement>> Calls() => await _world.Journal("activecampaign");

    private static bool IsImport(JsonElement call) => Is(call, "POST", "/api/3/import/bulk_import");

    private static bool IsWrite(JsonElement call) => IsImport(call) || Is(call, "PUT", "/api/3/contacts/") || Is(call, "POST", "/api/3/contact/sync");

    private static bool Is(JsonElement call, string method, string path) => call.GetProperty("method").GetString() == method
        && call.GetProperty("path").GetString()!.StartsWith(path, StringComparison.Ordinal);
}
