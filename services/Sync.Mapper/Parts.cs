using Sync.Contracts;

namespace Sync.Mapper;

/// <summary>Keys of the things that one delivery says beside the change of a person, which is the first of them. Pure.</summary>
internal static class Parts
{
    public static string Key(ReceivedDelivery delivery, int part, int parts) => $"{new ItemKey(delivery.Id, part, parts, delivery.Replay)}";
}
