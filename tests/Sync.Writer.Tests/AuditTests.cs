using Sync.Testing;
using Sync.Writer.Checkups;

namespace Sync.Writer.Tests;

/// <summary>Connections are looked at without anybody asking.</summary>
public sealed class AuditTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private VendorWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await VendorWorld.Start(host);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Each_time_has_one_audit_however_many_processes_begin_it()
    {
        await _world.Writer(("Writer:AuditSeconds", "604800"));
        await _world.Audit();
        await _world.Writer(("Writer:AuditSeconds", "604800"));
        await _world.Audit();
        await _world.Audit();

        await Eventually.Within(Soon, async () => (await _world.Audited(_world.Ac)).Count > 0 && (await _world.Audited(_world.Zoho)).Count > 0);
        await _world.Check(_world.Ac);

        var (ac, zoho) = (Assert.Single(await _world.Audited(_world.Ac)), Assert.Single(await _world.Audited(_world.Zoho)));
        Assert.All(ac.Concat(zoho), line => Assert.True(line.Ok, $"{line.Check}: {line.Problem}"));
        Assert.Contains(zoho, line => line.Check == "webhooks");
    }

    [Fact]
    public async Task What_has_changed_at_the_vendor_is_found_by_the_next_audit()
    {
        _world.Map("field:6", "Budget");
        await _world.Writer(("Writer:AuditSeconds", "1"));
        await _world.Control(HttpMethod.Put, "metadata", new { vendor = "zoho", module = "Leads", field = "Budget", delete = true });

        await Eventually.Within(Soon, async () =>
        {
            await _world.Audit();
            return (await _world.Audited(_world.Zoho)).Any(lines => lines.Any(line => line is { Ok: false, Check: "field Leads.Budget" }));
        });
    }

    [Theory]
    [InlineData("2026-03-04T16:00:00Z", 1_800, 1_800)]
    [InlineData("2026-03-04T16:29:59Z", 1_800, 1)]
    [InlineData("2026-03-04T16:00:00.5Z", 1, 0.5)]
    public void The_next_audit_is_due_when_the_next_span_begins(string now, int every, double wait) => Assert.Equal(
        TimeSpan.FromSeconds(wait), AuditPlan.UntilNext(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromSeconds(every)));

    [Fact]
    public void Audits_of_other_times_have_other_names()
    {
        var (now, every) = (DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(30));
        Guid Id(DateTimeOffset at, TimeSpan span) => AuditPlan.IdOf(AuditPlan.NumberAt(at, span), span);

        Assert.Equal(Id(now, every), Id(now.AddMinutes(29), every));
        Assert.NotEqual(Id(now, every), Id(now.AddMinutes(30), every));
        Assert.NotEqual(Id(now, every), Id(now, every * 2));
    }
}
