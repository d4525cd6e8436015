using System.Globalization;
using Sync.Connectors.Checkup;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Looks at one organisation with a handful of reading calls. Zoho does not say which scopes a token has: each is tried.</summary>
internal sealed class ZohoCheckup(
    ZohoClient client, ZohoOptions options, IMetadata metadata, IRegistration registration, TimeProvider clock) : ICheckup
{
    private const string Consent = "Authorise the connection again and ask for this scope too.";

    public async Task<IReadOnlyList<CheckLine>> Run(CheckupRequest request, CancellationToken ct)
    {
        var lines = new List<CheckLine>(await First(ct));
        if (lines.Exists(line => !line.Ok))
        {
            return lines;
        }

        await Scopes(request, lines, ct);
        foreach (var module in request.Fields.GroupBy(field => field.Module))
        {
            var read = await metadata.Fields(module.Key, ct);
            lines.AddRange(read.TryGet(out var fields, out _) ? FieldFit.Judge(module.Key, [.. module], fields) : []);
        }

        if (request.Owners.Count > 0 && (await metadata.Users(ct)).TryGet(out var users, out _))
        {
            lines.AddRange(request.Owners.Select(owner => Judgement.Owner(owner, users)));
        }

        if (request.Registration is { } desired && (await registration.Look(desired, ct)).TryGet(out var state, out _))
        {
            lines.Add(Judgement.Registration(desired, state, clock.GetUtcNow(), request.GrantedUntil));
        }

        return lines;
    }

    private async Task<IReadOnlyList<CheckLine>> First(CancellationToken ct)
    {
        const string Keys = "clientId, clientSecret and refreshToken";
        var got = await client.Token(ct);
        if (!got.TryGet(out var token, out var fault))
        {
            return Reach.Judge(options.Connection, "accountsUrl", options.AccountsUrl, Keys, fault, null);
        }

        // What matters here is whether the API takes the token, not what it says.
        var probe = ZohoRows.Of(await client.Get("users?type=CurrentUser", ct), module: null, "users");
        got = await client.Token(ct);
        var end = (got.Value ?? token).ExpiresAt.ToUniversalTime().ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var who = probe.Value?.Items.Select(user => user.Member("email").Text()).FirstOrDefault() ?? "a user it may not show";
        return Reach.Judge(
            options.Connection, "accountsUrl", token.ApiDomain, Keys,
            probe.Fault is { Class: FailureClasses.Permission } ? null : probe.Fault,
            $"token good until {end}, then renewed by itself; of {who}");
    }

    private async Task Scopes(CheckupRequest request, List<CheckLine> lines, CancellationToken ct)
    {
        var modules = request.Fields.Select(field => field.Module).Concat(request.Modules).Distinct().ToList();
        foreach (var module in modules)
        {
            await Try($"module {module}", $"scope ZohoCRM.modules.{module.ToLowerInvariant()}.ALL or the profile's right is missing",
                $"{Uri.EscapeDataString(module)}?fields=id&per_page=1", lines, ct);
        }

        var any = modules.FirstOrDefault() ?? "Leads";
        await Try("scope ZohoCRM.settings.fields.READ", "missing", $"settings/fields?module={Uri.EscapeDataString(any)}", lines, ct);
        if (request.Owners.Count > 0)
        {
            await Try("scope ZohoCRM.users.READ", "missing", "users?type=CurrentUser", lines, ct);
        }

        if (request.Registration is not null)
        {
            await Try("scope ZohoCRM.notifications.ALL", "missing", "actions/watch?page=1&per_page=1", lines, ct);
        }

        var query = JsonBody.Of(json => json.WriteString("select_query", $"select id from {any} where id is not null limit 0, 1"));
        lines.Add(Line("scope ZohoCRM.coql.READ", "missing", await client.Query("coql", query, ct)));
    }

    private async Task Try(string check, string missing, string path, List<CheckLine> lines, CancellationToken ct) =>
        lines.Add(Line(check, missing, await client.Get(path, ct)));

    // A module that does not exist is a mistake of the settings, not of the rights.
    private static CheckLine Line(string check, string missing, CallResult<VendorReply> sent)
    {
        var fault = !sent.TryGet(out var reply, out var unsent) ? unsent : reply.IsSuccess ? null : ZohoFaults.Of(reply, wrote: false);
        return fault is { Code: "INVALID_MODULE" } ? CheckLine.Bad(check, "does not exist", "Write the module's API name.")
            : Judgement.Right(check, fault, missing, Consent);
    }
}
