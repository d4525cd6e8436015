namespace Sync.Writer.Lanes;

/// <summary>The lane is somebody else's now: nothing more may be called or noted under the old lease.</summary>
internal sealed class LeaseLostException() : Exception("The lane's lease was lost; another instance has it or will have it.");
