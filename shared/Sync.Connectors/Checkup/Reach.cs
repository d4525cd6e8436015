using Sync.Contracts;

namespace Sync.Connectors.Checkup;

/// <summary>What a first call says of address and key. The three usual mistakes read differently. Pure.</summary>
internal static class Reach
{
    /// <param name="connection">Its name in <c>sync.yaml</c>.</param>
    /// <param name="setting">Setting that holds the address.</param>
    /// <param name="address">The address itself.</param>
    /// <param name="key">Settings that hold the key, for people.</param>
    /// <param name="fault">What the first call came to.</param>
    /// <param name="detail">What is known of a good key.</param>
    public static IReadOnlyList<CheckLine> Judge(
        string connection, string setting, Uri address, string key, VendorFault? fault, string? detail)
    {
        var where = $"connections.{connection}.{setting}";
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            return [CheckLine.Bad("address", "wrong address: without https the key can be read on the way", $"Write https:// in {where}.")];
        }

        return fault switch
        {
            null => [CheckLine.Good("address", address.Host), CheckLine.Good("key", detail)],
            { Code: "TIMEOUT" } => [CheckLine.Bad("address", "timed out", $"{fault.Message} Check the way to {address.Host}, then {where}.")],
            { Class: FailureClasses.Network } => [CheckLine.Bad("address", "wrong address", $"{fault.Message} Check {where}.")],
            { Class: FailureClasses.Authentication } =>
                [CheckLine.Good("address", address.Host), CheckLine.Bad("key", "invalid key", fault.Message.Length > 0 ? fault.Message : $"Check {key}.")],
            { Class: FailureClasses.Permission } =>
                [CheckLine.Good("address", address.Host), CheckLine.Bad("key", $"refused: {fault.Message}", "Ask the account's owner: it may be unpaid or closed.")],
            _ when IsNoApi(fault) =>
                [CheckLine.Bad("address", "wrong address", $"{address.Host} answers, but not as the API ({fault.Code}). Check {where}.")],
            _ => [CheckLine.Good("address", address.Host),
                CheckLine.Bad("key", $"not checked: {fault.Class} ({fault.Code})", "Nothing is wrong with the settings for all we know. Try again.")],
        };
    }

    // A page, a redirection or "not found" comes from something else than the API; a server's own fault may well be the vendor's.
    private static bool IsNoApi(VendorFault fault) => fault.Class is FailureClasses.NotFound
        || (fault.Class is FailureClasses.VendorFault or FailureClasses.Validation
            && fault.Code.StartsWith("HTTP ", StringComparison.Ordinal) && fault.Code is not ['H', 'T', 'T', 'P', ' ', '5', ..]);
}
