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

        var reached = CheckLine.Good("address", address.Host);
        return fault switch
        {
            null => [reached, CheckLine.Good("key", detail)],
            { Code: "TIMEOUT" } => [Address("timed out", $"{fault.Message} Check the way to {address.Host}, then {where}.")],
            { Class: FailureClasses.Network } => [Address("wrong address", $"{fault.Message} Check {where}.")],
            { Class: FailureClasses.Authentication } => [reached, Key("invalid key", $"{fault.Message} Check {key}.")],
            { Class: FailureClasses.Permission } =>
                [reached, Key($"refused: {fault.Message}", "Ask the account's owner: it may be unpaid or closed.")],
            _ when IsNoApi(fault) =>
                [Address("wrong address", $"{address.Host} answers, but not as the API ({fault.Code}). Check {where}.")],
            _ => [reached, Key($"not checked: {fault.Class} ({fault.Code})", "The settings may well be right. Try again.")],
        };
    }

    private static CheckLine Address(string problem, string cure) => CheckLine.Bad("address", problem, cure);

    private static CheckLine Key(string problem, string cure) => CheckLine.Bad("key", problem, cure.Trim());

    // A page, a redirection or "not found" comes from something else than the API; a server's own fault may well be the vendor's.
    private static bool IsNoApi(VendorFault fault) => fault.Class is FailureClasses.NotFound
        || (fault.Class is FailureClasses.VendorFault or FailureClasses.Validation
            && fault.Code.StartsWith("HTTP ", StringComparison.Ordinal) && fault.Code is not ['H', 'T', 'T', 'P', ' ', '5', ..]);
}
