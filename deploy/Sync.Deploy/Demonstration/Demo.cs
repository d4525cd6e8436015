using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sync.Deploy.Running;

namespace Sync.Deploy.Demonstration;

/// <summary>One person from a form in ActiveCampaign to the CRM, shown step by step and checked.</summary>
public sealed class Demo(Endpoints endpoints, Say say) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <returns>True when the CRM holds exactly the record that it should.</returns>
    public async Task<bool> Run(CancellationToken ct)
    {
        var sandbox = new SandboxControl(
            _http, endpoints.Sandbox ?? throw new DeployException("The sandbox is not up, so nobody can act in it."));
        var email = string.Create(CultureInfo.InvariantCulture, $"ada+{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}@example.test");
        var before = await sandbox.JournalEnd(ct);

        say.Step($"{email} subscribes in ActiveCampaign");
        var acted = DateTimeOffset.UtcNow;
        var since = Stopwatch.GetTimestamp();
        await sandbox.CreateContact(Contact(email), ct);
        var leads = await Await(() => sandbox.Leads(email, ct), found => found.Count > 0, ct);
        var seen = Stopwatch.GetElapsedTime(since);
        var written = await sandbox.FirstWrite(before, "Leads", ct);
        var timeLine = await Await(() => Explain(email, ct), line => line is not null && ConsoleApi.IsComplete(line.Value), ct);

        Print(leads, timeLine);
        var took = Took(acted, written, seen);
        say.Line(string.Create(CultureInfo.InvariantCulture, $"from the act in ActiveCampaign to the record in the CRM: {took:0} ms"));
        say.Line();
        // Looked up again: a duplicate may come later than the first.
        return Check(email, await sandbox.Leads(email, ct), timeLine);
    }

    public void Dispose() => _http.Dispose();

    private static object Contact(string email) => new
    {
        vendor = "activecampaign",
        @as = "public",
        @do = "create",
        module = "contacts",
        email,
        set = new { firstName = "Ada", lastName = "Lovelace", phone = "+442079460018" },
    };

    private static double Took(DateTimeOffset acted, DateTimeOffset? written, TimeSpan seen) =>
        written is { } at && at > acted ? (at - acted).TotalMilliseconds : seen.TotalMilliseconds;

    private static async Task<T> Await<T>(Func<Task<T>> look, Func<T, bool> isDone, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = await look();
            if (isDone(found) || Stopwatch.GetElapsedTime(since) > Limit)
                return found;
            await Task.Delay(20, ct);
        }
    }

    private Task<JsonElement?> Explain(string email, CancellationToken ct) =>
        endpoints.Console is null ? Task.FromResult<JsonElement?>(null) : new ConsoleApi(_http, endpoints).Explain(email, ct);

    private void Print(IReadOnlyList<JsonElement> leads, JsonElement? timeLine)
    {
        say.Line();
        say.Line("The record in the CRM:");
        foreach (var lead in leads)
            say.Line(JsonSerializer.Serialize(lead, PrivateFile.Json));
        say.Line();
        say.Line($"What happened: {(timeLine is { } line ? Text(line, "lastStage") : null) ?? "(the console does not know)"}");
        foreach (var happened in timeLine is { } whole ? ConsoleApi.Events(whole) : [])
        {
            var (at, stage) = (Text(happened, "at"), Text(happened, "stage"));
            say.Line($"  {at,-33}  {stage,-9}  {Text(happened, "outcome"),-10}  {Text(happened, "detail")}");
        }

        say.Line();
    }

    private bool Check(string email, IReadOnlyList<JsonElement> leads, JsonElement? timeLine)
    {
        var wrong = new List<string>();
        if (leads.Count != 1)
            wrong.Add($"the CRM holds {leads.Count} records of {email}, not one");
        (string, string)[] fields = [("Email", email), ("First_Name", "Ada"), ("Last_Name", "Lovelace"), ("Phone", "+442079460018")];
        foreach (var (field, expected) in fields)
        {
            if (leads.Count > 0 && Text(leads[0], field) is var found && found != expected)
                wrong.Add($"{field} is '{found}', not '{expected}'");
        }

        if (timeLine is null || !ConsoleApi.IsFinal(timeLine.Value))
            wrong.Add("the console has no final outcome for this person");
        wrong.ForEach(text => say.Line($"WRONG: {text}"));
        say.Line(wrong.Count == 0 ? "The record is right." : "The demo failed.");
        return wrong.Count == 0;
    }

    private static string? Text(JsonElement record, string field) => record.TryGetProperty(field, out var value) ? value.ToString() : null;
}
