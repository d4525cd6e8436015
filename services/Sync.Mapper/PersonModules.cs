using Sync.Connectors;
using Sync.Policy;

namespace Sync.Mapper;

/// <summary>Which of a vendor's modules know a person better than another. Pure.</summary>
internal static class PersonModules
{
    /// <summary>Best first; null if there is none.</summary>
    public static IReadOnlyList<string>? BetterThan(SyncPolicy policy, string connection, string module)
    {
        var modules = KnownConnectors.All[policy.Connections[connection].Vendor].PersonModules;
        var better = modules.TakeWhile(each => each != module).ToList();
        return better.Count > 0 && better.Count < modules.Count ? better : null;
    }
}
