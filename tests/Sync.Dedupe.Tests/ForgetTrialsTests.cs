using Sync.Contracts;
using Sync.Policy;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Made-up persons are forgotten, and nobody else is.</summary>
public sealed class ForgetTrialsTests(DedupeHost host) : IClassFixture<DedupeHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_made_up_person_nothing_stays_whatever_comes_twice_or_late_and_others_stay()
    {
        var trial = TrialAddress.Of(Guid.NewGuid());
        var real = Some.Email();
        var asked = Assert.Single((await host.Handle(Change.Of("77", trial, 0, ("last_name", "Trial")))).Writes);
        await host.Handle(Change.Of("78", real, 0, ("last_name", "Lind")));

        await Task.WhenAll(host.Forget.Consume([new TrialEnded([trial, real])], Ct), host.Forget.Consume([new TrialEnded([trial])], Ct));
        await host.Learn.Consume([Change.Settled(asked, "Leads", "4711")], Ct);

        Assert.Equal([0, 0, 0], await host.Database.Query<long>("""
            select count(*) from identity.person where email = @trial
             union all select count(*) from identity.identifier where value = @trial
             union all select count(*) from identity.link where record_id = '4711'
            """, new { trial }));
        Assert.Equal(1, (await host.Database.Query<long>("select count(*) from identity.person where email = @real", new { real })).Single());
    }
}
