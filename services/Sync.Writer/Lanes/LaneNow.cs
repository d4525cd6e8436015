using Sync.Writer.Registrations;

namespace Sync.Writer.Lanes;

/// <summary>What a lane is doing.</summary>
/// <param name="State">For people; <c>standby</c> where another instance has it.</param>
/// <param name="Registration">Null where another instance has the lane.</param>
/// <param name="TakenAt">A time stamp of this process.</param>
/// <param name="CallsPerSecond">How many it may make at present; null where another instance has the lane.</param>
internal sealed record LaneNow(Func<string> State, RegistrationLook? Registration, long TakenAt, Func<int>? CallsPerSecond = null);
