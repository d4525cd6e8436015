namespace Sync.Policy.Reading;

/// <summary>One direction of a pair while its file is read.</summary>
/// <param name="Route">All of it but its name and its fields.</param>
/// <param name="IsOff">Nothing goes this way.</param>
internal sealed record Way(Side Towards, RoutePolicy Route, bool IsOff);
