namespace Sync.Contracts;

/// <summary>Made-up persons have been taken out of the systems again: what is known of them is to be forgotten. Published by the writer.
/// </summary>
/// <param name="Emails">Of the last trial and of those before it: a late word of one may have made it known again.</param>
public sealed record TrialEnded(IReadOnlyList<string> Emails);
