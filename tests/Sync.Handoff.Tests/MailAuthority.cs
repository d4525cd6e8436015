using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sync.Handoff.Tests;

[assembly: AssemblyFixture(typeof(MailAuthority))]

namespace Sync.Handoff.Tests;

/// <summary>An authority that this process alone trusts, in place of those of the machine, and the certificates that it gives.</summary>
public sealed partial class MailAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _file = Path.GetTempFileName();
    private readonly X509Certificate2 _authority;

    public MailAuthority()
    {
        var request = new CertificateRequest("CN=Authority of the tests", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(_file, _authority.ExportCertificatePem());
        // Read once, by native code, when the first certificate is looked at: the runtime's own environment would not reach it.
        if (SetVariable("SSL_CERT_FILE", _file, 1) != 0)
        {
            throw new InvalidOperationException("The process's environment could not be changed.");
        }
    }

    /// <summary>A certificate for 127.0.0.1, or for another address.</summary>
    public X509Certificate2 Give(string address = "127.0.0.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
        File.Delete(_file);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
