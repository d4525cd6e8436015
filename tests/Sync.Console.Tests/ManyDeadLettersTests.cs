using System.Diagnostics;
using System.Globalization;

namespace Sync.Console.Tests;

/// <summary>A hundred thousand dead letters, as after a bad night: whoever comes to put it right does not wait for the pages.</summary>
public sealed class ManyDeadLettersTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private const int Letters = 100_000;
    private const int Tries = 10;

    [Fact]
    public async Task Of_a_hundred_thousand_groups_and_searches_are_shown_at_once()
    {
        await console.Database.Execute("""
            set search_path to console;
            insert into dead_letter_group (connection, class, code, field)
            select 'sales', case when c % 2 = 0 then 'validation' else 'duplicate' end, 'CODE' || c, 'Field' || c % 5 from generate_series(0, 39) c;
            insert into dead_letter (key, stage, delivery_id, class, code, field, reason, connection, email, item, at, group_id)
            select 'many-' || n, 'written', 900000000 + n, g.class, g.code, g.field, 'too long', g.connection, 'person' || n || '@example.test',
                   '{"phone":"+49 30 123456789012345678901234567890"}', now() - n * interval '1 second', g.id
              from generate_series(1, 100000) n join dead_letter_group g on g.code = 'CODE' || n % 40;
            analyze dead_letter;
            """);

        Assert.Equal(Letters, (await console.Ask("/api/dead-letters?limit=1")).GetProperty("total").GetInt32());
        Assert.Equal(40, (await console.Ask("/api/dead-letters/groups")).GetProperty("items").GetArrayLength());
        var from = Uri.EscapeDataString(DateTimeOffset.UtcNow.AddHours(-2).ToString("O", CultureInfo.InvariantCulture));
        await Within(200, "/api/dead-letters/groups");
        await Within(500, "/api/dead-letters?class=validation");
        await Within(500, "/api/dead-letters?class=validation&field=Field4");
        await Within(500, $"/api/dead-letters?from={from}&field=Field3");
        await Within(500, "/api/dead-letters?email=person77777@example.test");
        await Within(500, "/api/dead-letters?email=son7777");
    }

    // The fastest of some tries: what else the machine does is not what is measured.
    private async Task Within(int milliseconds, string path)
    {
        var fastest = TimeSpan.MaxValue;
        for (var time = 0; time < Tries; time++)
        {
            var began = Stopwatch.GetTimestamp();
            await console.Ask(path);
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{fastest.TotalMilliseconds:0.0} ms {path}");
        Assert.True(fastest.TotalMilliseconds < milliseconds, $"{path} took {fastest.TotalMilliseconds:0} ms");
    }
}
