using System.Security.Cryptography;

namespace Sync.Deploy.Provisioning;

public static class Passwords
{
    /// <summary>36 characters that need no escaping in URIs, connection strings, configuration files and shells: 214 bits.</summary>
    public static string New() =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 36);
}
