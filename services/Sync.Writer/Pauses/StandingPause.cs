using Sync.Contracts;
using Sync.Policy;

namespace Sync.Writer.Pauses;

/// <summary>Calls of a connection that an operator has stopped.</summary>
/// <param name="Calls">Null for reads and writes.</param>
/// <param name="Of">Null for persons and companies.</param>
internal sealed record StandingPause(string? Calls, string? Of, string By, string? Reason)
{
    public bool Stops(string calls, SyncObject about) =>
        (Calls is null || Calls == calls) && (Of is null || Of == (about == SyncObject.Person ? OrderPause.Persons : OrderPause.Companies));

    /// <summary>For people, e.g. <c>paused by ada: writes of persons (price list is being changed)</c>.</summary>
    public string Describe()
    {
        var what = (Calls, Of) switch
        {
            (null, null) => "",
            (null, var of) => $": {of}",
            (var calls, null) => $": {calls}",
            var (calls, of) => $": {calls} of {of}",
        };
        return $"paused by {By}{what}{(Reason is null ? "" : $" ({Reason})")}";
    }
}
