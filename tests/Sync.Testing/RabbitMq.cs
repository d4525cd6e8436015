using System.Collections.Concurrent;
using System.Security.Cryptography;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Sync.Testing;

/// <summary>
/// Class fixture: the shared broker, with a prefix of its own for the names of one class. For code whose queue names are fixed, take
/// <see cref="NewVirtualHost"/>.
/// </summary>
public sealed class RabbitMq : IAsyncLifetime
{
    // Many queues come and go at once while all tests run.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, bool> _names = [];
    private readonly ConcurrentBag<string> _hosts = [];

    /// <summary>An amqp URI of the default virtual host.</summary>
    public string Uri { get; private set; } = "";

    /// <summary>Unlike any other class's; ends in a hyphen.</summary>
    public string Prefix { get; } = $"test-{RandomNumberGenerator.GetHexString(8, lowercase: true)}-";

    public async ValueTask InitializeAsync() => Uri = (await Servers.Get()).RabbitMq;

    /// <summary>
    /// The prefixed name. A queue and an exchange of this name, and MassTransit's _error and _skipped ones, are deleted afterwards.
    /// </summary>
    public string Name(string name)
    {
        _names.TryAdd(Prefix + name, true);
        return Prefix + name;
    }

    /// <summary>An empty virtual host, deleted with the fixture. Takes about a second; not possible on a broker that was given.</summary>
    /// <returns>Its amqp URI.</returns>
    public async Task<string> NewVirtualHost(CancellationToken ct = default)
    {
        var name = $"{Prefix}{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        var uri = await (await Servers.Get()).VirtualHosts().AddVirtualHost(name, ct);
        _hosts.Add(name);
        return uri;
    }

    /// <summary>A connection for the test itself; the caller closes it.</summary>
    public static Task<IConnection> Connect(string uri, CancellationToken ct = default) =>
        new ConnectionFactory { Uri = new Uri(uri), ContinuationTimeout = Patience }.CreateConnectionAsync(ct);

    /// <summary>Messages that wait in a queue (full name); null when there is no such queue.</summary>
    public async Task<uint?> Depth(string queue, string? uri = null, CancellationToken ct = default)
    {
        await using var connection = await Connect(uri ?? Uri, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }

    /// <summary>Empties a queue (full name).</summary>
    public async Task Purge(string queue, string? uri = null, CancellationToken ct = default)
    {
        await using var connection = await Connect(uri ?? Uri, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.QueuePurgeAsync(queue, ct);
    }

    /// <summary>Deletes queues (full names) with whatever is in them.</summary>
    public async Task Delete(params IEnumerable<string> queues)
    {
        await using var connection = await Connect(Uri);
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues)
            await channel.QueueDeleteAsync(queue);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await (await Servers.Get()).VirtualHosts().DeleteVirtualHost(host, CancellationToken.None);
        if (_names.IsEmpty)
            return;
        await using var connection = await Connect(Uri);
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in _names.Keys.SelectMany(name => (string[])[name, name + "_error", name + "_skipped"]))
        {
            await channel.QueueDeleteAsync(name);
            await channel.ExchangeDeleteAsync(name);
        }
    }
}
