using System.Runtime.Versioning;

// Owner-only files, sh, flock and setsid: the server runs on Linux.
[assembly: SupportedOSPlatform("linux")]
