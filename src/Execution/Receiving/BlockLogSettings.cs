using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Receiving;

/// <summary>Where and as what blocks are kept.</summary>
/// <param name="Files">The file system.</param>
/// <param name="Directory">The checkpoint directory.</param>
/// <param name="Epoch">The number of this start.</param>
/// <param name="Codecs">Makes bytes of elements.</param>
/// <param name="CheckOwner">Throws LS5008 if another process has taken over the directory.</param>
internal sealed record BlockLogSettings(IDurableFileSystem Files, string Directory, long Epoch, ValueCodecs Codecs, Action CheckOwner);
