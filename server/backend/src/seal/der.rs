//! Writing DER (ITU-T X.690): what a certificate and a signature are made of, in the one way in which it can be written.

/// `SEQUENCE`
pub(super) const SEQUENCE: u8 = 0x30;
/// `SET`
pub(super) const SET: u8 = 0x31;
/// `INTEGER`
pub(super) const INTEGER: u8 = 0x02;
/// `BIT STRING`
pub(super) const BITS: u8 = 0x03;
/// `OCTET STRING`
pub(super) const OCTETS: u8 = 0x04;
/// `BOOLEAN`
pub(super) const BOOLEAN: u8 = 0x01;
/// `UTF8String`
pub(super) const UTF8: u8 = 0x0C;

/// Object identifiers, written out.
pub(super) mod oid {
    /// id-sha256
    pub const SHA256: &[u8] = &[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
    /// id-data
    pub const DATA: &[u8] = &[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 1];
    /// id-signedData
    pub const SIGNED_DATA: &[u8] = &[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
    /// id-contentType
    pub const CONTENT_TYPE: &[u8] = &[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 3];
    /// id-messageDigest
    pub const MESSAGE_DIGEST: &[u8] = &[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 4];
    /// id-aa-signingCertificateV2 (RFC 5035)
    pub const SIGNING_CERTIFICATE: &[u8] = &[6, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 0x10, 2, 0x2F];
    /// id-aa-timeStampToken (RFC 3161)
    pub const TIME_STAMP: &[u8] = &[6, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 0x10, 2, 0x0E];
    /// ecdsa-with-SHA256
    pub const ECDSA_SHA256: &[u8] = &[6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2];
    /// sha256WithRSAEncryption
    pub const RSA_SHA256: &[u8] = &[6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 0x0B];
    /// id-ecPublicKey
    pub const EC_KEY: &[u8] = &[6, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1];
    /// secp256r1
    pub const P256: &[u8] = &[6, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7];
    /// id-at-commonName
    pub const COMMON_NAME: &[u8] = &[6, 3, 0x55, 4, 3];
    /// id-ce-keyUsage
    pub const KEY_USAGE: &[u8] = &[6, 3, 0x55, 0x1D, 0x0F];
    /// id-ce-basicConstraints
    pub const BASIC_CONSTRAINTS: &[u8] = &[6, 3, 0x55, 0x1D, 0x13];
    /// id-ce-subjectKeyIdentifier
    pub const SUBJECT_KEY: &[u8] = &[6, 3, 0x55, 0x1D, 0x0E];
}

/// A value: its tag, its length and the parts of its content.
pub(super) fn value(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut bytes = vec![tag];
    let wide: Vec<u8> = length
        .to_be_bytes()
        .into_iter()
        .skip_while(|byte| *byte == 0)
        .collect();
    match length {
        0..=0x7F => bytes.extend(wide.first().or(Some(&0))),
        _ => {
            // At most eight bytes long.
            bytes.push(0x80 | u8::try_from(wide.len()).unwrap_or_default());
            bytes.extend(wide);
        }
    }
    bytes.extend(parts.iter().flat_map(|part| part.iter()));
    bytes
}

/// A `SET OF`: its members in the order of their bytes.
pub(super) fn set_of(tag: u8, mut members: Vec<Vec<u8>>) -> Vec<u8> {
    members.sort();
    let members: Vec<&[u8]> = members.iter().map(Vec::as_slice).collect();
    value(tag, &members)
}

/// A whole number that is not negative, of big-endian bytes.
pub(super) fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let start = bytes.iter().position(|byte| *byte != 0);
    let digits = start.and_then(|start| bytes.get(start..)).unwrap_or(&[0]);
    match digits.first() {
        Some(first) if *first >= 0x80 => value(INTEGER, &[&[0], digits]),
        _ => value(INTEGER, &[digits]),
    }
}

/// How long the value at the beginning of these bytes is, head included; `None` if there is none.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let first = usize::from(*bytes.get(1)?);
    let (head, content) = match first {
        0..=0x7F => (2, first),
        0x81..=0x84 => {
            let wide = bytes.get(2..2 + (first & 0x7F))?;
            let content = wide
                .iter()
                .fold(0_usize, |all, byte| (all << 8) | usize::from(*byte));
            (2 + wide.len(), content)
        }
        _ => return None,
    };
    let whole = head.checked_add(content)?;
    (whole <= bytes.len()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_in_the_shortest_way() {
        assert_eq!(value(OCTETS, &[]), [4, 0]);
        assert_eq!(value(OCTETS, &[b"a", b"b"]), [4, 2, b'a', b'b']);
        for (length_, head) in [(127, 2), (128, 3), (255, 3), (256, 4), (70_000, 5)] {
            let bytes = value(OCTETS, &[&vec![7; length_]]);
            assert_eq!(bytes.len(), length_ + head);
            assert_eq!(length(&bytes), Some(bytes.len()));
            assert_eq!(length(&bytes[..bytes.len() - 1]), None);
        }
    }

    #[test]
    fn numbers_are_never_negative_and_sets_are_sorted() {
        assert_eq!(unsigned(&[0, 0, 0x7F]), [2, 1, 0x7F]);
        assert_eq!(unsigned(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(unsigned(&[]), [2, 1, 0]);
        assert_eq!(
            set_of(SET, vec![vec![2, 1, 9], vec![2, 1, 1]]),
            [0x31, 6, 2, 1, 1, 2, 1, 9]
        );
    }
}
