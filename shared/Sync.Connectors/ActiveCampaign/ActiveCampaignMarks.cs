using System.Text.Json;
using Sync.Connectors.Operations;
using Sync.Connectors.Parsing;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Finds what an earlier call may have made: notes, tasks and deals are made a second time when sent a second time.</summary>
internal sealed class ActiveCampaignMarks(ActiveCampaignClient client)
{
    /// <summary>The record that carries the mark, or null; a refusal where that cannot be known.</summary>
    /// <param name="path">List of what could be it.</param>
    /// <param name="text">Member that the mark stands in.</param>
    public async Task<(string? Id, WriteOutcome? Refusal)> Find(
        Mark mark, string path, string envelope, string text, Func<JsonElement, bool>? fits, CancellationToken ct)
    {
        if (mark.Field is not null)
        {
            return (null, Outcome.Refused(
                FailureClasses.Validation, Operation.NotOffered, "ActiveCampaign keeps a mark in the text: leave its field empty."));
        }

        if (!mark.MayExist)
        {
            return (null, null);
        }

        var read = path.Contains('?', StringComparison.Ordinal)
            ? await client.All(path, envelope, ct)
            : await client.Part(path, envelope, ct);
        if (!read.TryGet(out var rows, out var fault))
        {
            return (null, Outcome.Refused(fault));
        }

        return (rows.Where(row => fits is null || fits(row))
            .Where(row => row.Member(text).Text()?.Contains(mark.Line, StringComparison.Ordinal) is true)
            .Select(row => row.Member("id").Text()).FirstOrDefault(), null);
    }
}
