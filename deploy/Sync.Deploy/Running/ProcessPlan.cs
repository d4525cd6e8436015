using Sync.Deploy.Processes;

namespace Sync.Deploy.Running;

/// <summary>One process to keep running.</summary>
/// <param name="Name">The service's name; several instances share it.</param>
/// <param name="Label">Unique: <c>ingress</c>, <c>ingress-2</c>.</param>
/// <param name="Launch">How to start it.</param>
/// <param name="Origin">Its address.</param>
/// <param name="Health">The addresses of which one answers 200 when it is ready.</param>
public sealed record ProcessPlan(string Name, string Label, Launch Launch, string Origin, IReadOnlyList<string> Health);
