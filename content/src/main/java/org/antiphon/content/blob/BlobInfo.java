package org.antiphon.content.blob;

import org.antiphon.content.cid.Cid;

/** What the node knows of a blob. */
public record BlobInfo(Cid cid, BlobKind kind, String contentType, long size) {}
