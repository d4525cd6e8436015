using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Sync.Console.Access;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Console.Checkups;

/// <summary>Asks the writer for a checkup or a trial, and keeps that it was asked for.</summary>
internal sealed class CheckupBeginning(NpgsqlDataSource dataSource, OutboxDispatcher outbox)
{
    /// <param name="who">Stands in the audit as the one who did it; null for what only looks.</param>
    public async Task<Accepted<CheckupNow>> Begin(CheckupRequested request, ClaimsPrincipal? who, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.ForgetCheckups();
        await tx.BeginCheckup(request.Id, request.Try ?? request.Connection, isTrial: request.Try is not null);
        if (who is not null)
        {
            await tx.Audit(who, "tried a route", request.Try);
        }

        await tx.Enqueue(request);
        await tx.CommitAsync(ct);
        outbox.Wake();
        return TypedResults.Accepted($"/api/checkups/{request.Id}", (await dataSource.FindCheckup(request.Id))!);
    }
}
