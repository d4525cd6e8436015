using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sync.Deploy.Running;

namespace Sync.Deploy.Demonstration;

/// <summary>One person who asks for a demo: the form becomes a lead, one task for one of the owners, and a word in
/// the chat of the sales team.</summary>
public sealed class HandoffDemo(Endpoints endpoints, Say say) : IDisposable
{
    private const string Form = "demo-request";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <returns>True when the CRM holds exactly the lead and the task that it should.</returns>
    public async Task<bool> Run(CancellationToken ct)
    {
        var sandbox = new SandboxControl(
            _http, endpoints.Sandbox ?? throw new DeployException("The sandbox is not up, so nobody can act in it."));
        var number = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var email = string.Create(CultureInfo.InvariantCulture, $"grace+{number}@example.test");
        var name = string.Create(CultureInfo.InvariantCulture, $"Hopper {number}");
        say.Step($"{email} sends in the form {Form} in ActiveCampaign");
        var since = Stopwatch.GetTimestamp();
        await sandbox.CreateContact(Submission(email, name), ct);
        var tasks = await Await(() => Tasks(sandbox, name, ct), ct);
        var took = Stopwatch.GetElapsedTime(since);
        say.Line();
        say.Line("The task in the CRM:");
        foreach (var task in tasks)
            say.Line(JsonSerializer.Serialize(task, PrivateFile.Json));
        say.Line();
        say.Line(string.Create(CultureInfo.InvariantCulture, $"from the form in ActiveCampaign to the task in the CRM: {took.TotalMilliseconds:0} ms"));
        var told = await Await(() => Told(sandbox, name, ct), ct);
        say.Line();
        say.Line("The word in the chat of the sales team:");
        foreach (var text in told)
            say.Line($"  {Text(text.GetProperty("body"), "text")}");
        say.Line();
        return Check(await sandbox.Leads(email, ct), await Tasks(sandbox, name, ct), told, name);
    }

    public void Dispose() => _http.Dispose();

    private static object Submission(string email, string lastName) => new
    {
        vendor = "activecampaign",
        @as = "public",
        @do = "form",
        module = "contacts",
        email,
        value = Form,
        set = new { firstName = "Grace", lastName, phone = "+442079460019" },
    };

    private static async Task<IReadOnlyList<JsonElement>> Tasks(SandboxControl sandbox, string name, CancellationToken ct) =>
        [.. (await sandbox.Records("Tasks", ct)).Where(task => Text(task, "Subject")?.Contains(name, StringComparison.Ordinal) is true)];

    private static async Task<IReadOnlyList<JsonElement>> Told(SandboxControl sandbox, string name, CancellationToken ct) =>
        [.. (await sandbox.Chat(ct)).Where(message => Text(message.GetProperty("body"), "text")?.Contains(name, StringComparison.Ordinal) is true)];

    private static async Task<IReadOnlyList<JsonElement>> Await(Func<Task<IReadOnlyList<JsonElement>>> look, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = await look();
            if (found.Count > 0 || Stopwatch.GetElapsedTime(since) > Limit)
                return found;
            await Task.Delay(20, ct);
        }
    }

    private bool Check(IReadOnlyList<JsonElement> leads, IReadOnlyList<JsonElement> tasks, IReadOnlyList<JsonElement> told, string name)
    {
        var wrong = new List<string>();
        if (leads.Count != 1)
            wrong.Add($"the CRM holds {leads.Count} leads, not one");
        if (tasks.Count != 1)
            wrong.Add($"the CRM holds {tasks.Count} tasks, not one");
        if (tasks.Count > 0 && Text(tasks[0], "Subject") is var subject && subject != $"Call Grace {name} within 15 minutes")
            wrong.Add($"the task is called '{subject}'");
        if (leads.Count > 0 && tasks.Count > 0 && Id(tasks[0], "What_Id") != Text(leads[0], "id"))
            wrong.Add("the task is not about the lead");
        if (tasks.Count > 0 && Id(tasks[0], "Owner") is null)
            wrong.Add("nobody owns the task");
        if (told.Count != 1)
            wrong.Add($"the chat was told {told.Count} times, not once");
        wrong.ForEach(text => say.Line($"WRONG: {text}"));
        say.Line(wrong.Count == 0 ? "The task is right." : "The demo failed.");
        return wrong.Count == 0;
    }

    private static string? Id(JsonElement record, string field) =>
        record.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Object ? Text(value, "id") : null;

    private static string? Text(JsonElement record, string field) => record.TryGetProperty(field, out var value) ? value.ToString() : null;
}
