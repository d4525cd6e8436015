using Sync.Contracts;

namespace Sync.Mapper;

/// <summary>Keys of what one delivery says: of its records, or of a person's change, which is the first, and what it says beside. Pure.</summary>
internal static class Parts
{
    public static string Key(ReceivedDelivery delivery, int part, int parts) => $"{new ItemKey(delivery.Id, part, parts, delivery.Replay)}";
}
