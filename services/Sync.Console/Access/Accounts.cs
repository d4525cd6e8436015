using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Sync.Console.Access;

/// <summary>Operators' accounts: who there is, and whether a password is right.</summary>
internal sealed partial class Accounts(NpgsqlDataSource dataSource, OperatorToken operatorToken)
{
    /// <summary>An attacker who may try five times in a quarter of an hour finds no password of this length.</summary>
    public const int ShortestPassword = 12;

    /// <summary>Claim that carries the account's stamp.</summary>
    public const string Stamp = "stamp";

    private const int TriesOfName = 5;
    private const int TriesOfAddress = 50;

    private static readonly PasswordHasher<string> Hasher = new();

    // For names that nobody has: refusing them takes as long as refusing a wrong password.
    private static readonly Lazy<string> Nobodys = new(() => Hasher.HashPassword("", Guid.NewGuid().ToString()));

    public async Task<SignIn> TrySignIn(string? name, string? password, string address)
    {
        var known = Normalise(name);
        var failures = await dataSource.SignInFailures(known, address);
        if (failures.OfName >= TriesOfName || failures.OfAddress >= TriesOfAddress)
        {
            return new SignIn.Throttled();
        }

        var row = await dataSource.FindOperator(known);
        var verdict = Hasher.VerifyHashedPassword(known, row?.Password ?? Nobodys.Value, password ?? "");
        if (row is not null && verdict != PasswordVerificationResult.Failed)
        {
            await dataSource.Audit(row.Name, "signed in");
            return new SignIn.Accepted(PrincipalOf(row));
        }

        await dataSource.NoteSignInFailure(known, address);
        return new SignIn.Refused();
    }

    /// <summary>Whether the session's account is still as it was when the session began.</summary>
    public async Task<bool> IsCurrent(ClaimsPrincipal who) =>
        await dataSource.FindOperator(who.Known()) is { } row && row.Stamp == who.FindFirstValue(Stamp);

    public async Task<bool> HaveNone() => (await dataSource.Operators()).Count == 0;

    /// <summary>Makes the first account, for somebody who has the operator token; null if that was not so, else the new session.</summary>
    public async Task<SignIn> MakeFirst(string? token, string? name, string? password, string address)
    {
        var failures = await dataSource.SignInFailures("", address);
        if (failures.OfName >= TriesOfName || failures.OfAddress >= TriesOfAddress)
        {
            return new SignIn.Throttled();
        }

        if (!operatorToken.Is(token ?? "") || !await HaveNone())
        {
            await dataSource.NoteSignInFailure("", address);
            return new SignIn.Refused();
        }

        return Refuse(name, password, Roles.Admin) is { } why ? new SignIn.Wrong(why)
            : await Add(Token, Normalise(name), password!, Roles.Admin) is { } row ? new SignIn.Accepted(PrincipalOf(row))
            : new SignIn.Wrong("There is an account of this name already.");
    }

    /// <summary>Why an account cannot be made so; null if it can.</summary>
    public static string? Refuse(string? name, string? password, string? role) =>
        !Name().IsMatch(Normalise(name)) ? "A name has 1 to 60 letters, digits, dots, hyphens, underscores or @."
        : (password?.Length ?? 0) < ShortestPassword ? $"A password has at least {ShortestPassword} characters."
        : !Roles.All.Contains(role) ? $"A role is one of {string.Join(", ", Roles.All)}."
        : null;

    /// <summary>Makes an account; null if the name is taken.</summary>
    public async Task<OperatorRow?> Add(ClaimsPrincipal who, string name, string password, string role)
    {
        var row = NewRow(name, password, role);
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var tx = await connection.BeginTransactionAsync();
        if (!await tx.AddOperator(row))
        {
            return null;
        }

        await tx.Audit(who, "made an account", $"{row.Name}, {role}");
        await tx.CommitAsync();
        return row;
    }

    /// <summary>Changes role or password, which ends the account's sessions; false if there is no such account.</summary>
    public async Task<bool> Change(ClaimsPrincipal who, string name, string? password, string? role)
    {
        if (await dataSource.FindOperator(Normalise(name)) is not { } row)
        {
            return false;
        }

        var changed = row with
        {
            Password = password is null ? row.Password : Hasher.HashPassword(row.Name, password), Role = role ?? row.Role, Stamp = NewStamp(),
        };
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var tx = await connection.BeginTransactionAsync();
        var found = await tx.ChangeOperator(changed);
        await tx.Audit(who, password is null ? "changed a role" : "changed a password", $"{row.Name}, {changed.Role}");
        await tx.CommitAsync();
        return found;
    }

    public async Task<bool> Remove(ClaimsPrincipal who, string name)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var tx = await connection.BeginTransactionAsync();
        if (!await tx.RemoveOperator(Normalise(name)))
        {
            return false;
        }

        await tx.Audit(who, "removed an account", Normalise(name));
        await tx.CommitAsync();
        return true;
    }

    public static string Normalise(string? name) => (name ?? "").Trim().ToLowerInvariant();

    private static ClaimsPrincipal Token { get; } = new(new ClaimsIdentity([new(ClaimTypes.Name, "operator token")]));

    private static ClaimsPrincipal PrincipalOf(OperatorRow row) => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, row.Name), new(ClaimTypes.Role, row.Role), new(Stamp, row.Stamp)], "password"));

    private static OperatorRow NewRow(string name, string password, string role) =>
        new(Normalise(name), Hasher.HashPassword(Normalise(name), password), role, NewStamp());

    private static string NewStamp() => Guid.NewGuid().ToString("n");

    [GeneratedRegex(@"^[\w.@-]{1,60}$")]
    private static partial Regex Name();
}

/// <summary>How trying to sign in ended.</summary>
internal abstract record SignIn
{
    private SignIn()
    {
    }

    public sealed record Accepted(ClaimsPrincipal Who) : SignIn;

    /// <summary>Name or password is wrong; which of the two is nobody's business.</summary>
    public sealed record Refused : SignIn;

    /// <summary>Too many failures; nothing was looked at.</summary>
    public sealed record Throttled : SignIn;

    /// <summary>What was given cannot be used, and why.</summary>
    public sealed record Wrong(string Why) : SignIn;
}
