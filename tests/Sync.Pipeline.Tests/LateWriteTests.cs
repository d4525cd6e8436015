using Dapper;
using Sync.Testing.Stacks;

namespace Sync.Pipeline.Tests;

/// <summary>The bus keeps no order: what was decided first may arrive last.</summary>
public sealed class LateWriteTests(PipelineStack fixture) : PipelineTest(fixture)
{
    [Theory]
    [InlineData(60)]
    [InlineData(0)]
    public async Task A_write_that_arrives_after_a_newer_one_brings_no_old_values_back(int secondsBetween)
    {
        var older = AcContact.New();
        var newer = older.Saying(2);
        // Both within one second is usual: ActiveCampaign tells no finer time.
        var since = DateTimeOffset.UtcNow.AddHours(-1);
        var (first, second) = (AcWebhook.Form(older, since), AcWebhook.Form(newer, since.AddSeconds(secondsBetween), "update"));

        await using (await HoldBack(older.FirstName))
        {
            await Stack.Deliver(first, Ct);
            await Testing.Eventually.Within(Soon, async () => await HeldBack(older.FirstName) == 1);
            await Stack.Deliver(second, Ct);
            Assert.Equal("written", (await Ended(second)).Outcome);
        }

        await Ended(first);
        await Stack.Quiet(Soon, Ct);
        Holds(await TheOne("Leads", older.Email), newer);
    }

    /// <summary>Keeps messages with this text in the outbox until the answer is disposed of.</summary>
    private async Task<IAsyncDisposable> HoldBack(string text)
    {
        await Execute($"""
            create function identity.hold_back() returns trigger language plpgsql as $$
            begin
                return case when old.body like '%"{text}"%' then null else old end;
            end $$;
            create trigger hold_back before delete on identity.outbox_message for each row execute function identity.hold_back();
            """);
        return new Release(() => Execute("drop function identity.hold_back cascade"));
    }

    private async Task<long> HeldBack(string text)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(Ct);
        return await connection.ExecuteScalarAsync<long>(
            "select count(*) from identity.outbox_message where contract = 'WritesRequested' and body like @text", new { text = $"%\"{text}\"%" });
    }

    private async Task Execute(string statement)
    {
        await using var connection = await Stack.Database.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync(statement);
    }

    private sealed class Release(Func<Task> release) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await release();
    }
}
