//! The signature in a seal: CMS `SignedData` as PAdES wants it (RFC 5652, RFC 5035, ETSI EN 319 142-1, level B-B, and B-T with a
//! time stamp). Whatever of it no signature covers can be written in one way only, so that no byte of it can be changed unseen.

use super::der::{self, INTEGER, OCTETS, SEQUENCE, SET, oid, set_of, value};
use super::key::{Chain, KeyError, Method, SealKey};
use crate::{contract_chain::Hash, secret::sha256};
use cms::{cert::CertificateChoices, content_info::ContentInfo, signed_data::SignedData};
use x509_cert::der::{Decode, Encode};

/// What is signed besides the document: that it is data, its digest, and by which certificate. There is no signing time: PAdES has
/// it in the signature's dictionary.
fn attributes(digest: &Hash, chain: &Chain) -> Vec<Vec<u8>> {
    let attribute = |id: &[u8], content: &[u8]| value(SEQUENCE, &[id, &value(SET, &[content])]);
    let certificate = value(SEQUENCE, &[&value(OCTETS, &[&sha256(chain.own())])]);
    let certificates = value(SEQUENCE, &[&value(SEQUENCE, &[&certificate])]);
    vec![
        attribute(oid::CONTENT_TYPE, oid::DATA),
        attribute(oid::MESSAGE_DIGEST, &value(OCTETS, &[digest])),
        attribute(oid::SIGNING_CERTIFICATE, &certificates),
    ]
}

/// The bytes that are signed.
fn to_be_signed(digest: &Hash, chain: &Chain) -> Vec<u8> {
    set_of(SET, attributes(digest, chain))
}

/// Signs a digest.
///
/// # Errors
/// When the key can't sign.
pub(super) fn sign(key: &SealKey, digest: &Hash) -> Result<Vec<u8>, KeyError> {
    key.sign(&to_be_signed(digest, key.chain()))
}

/// The whole of it. `token` is a time stamp of the signature.
pub(super) fn signed_data(
    method: Method,
    chain: &Chain,
    digest: &Hash,
    signature: &[u8],
    token: Option<&[u8]>,
) -> Option<Vec<u8>> {
    let sha256_named = value(SEQUENCE, &[oid::SHA256]);
    let unsigned = token.map(|token| {
        let stamp = value(SEQUENCE, &[oid::TIME_STAMP, &value(SET, &[token])]);
        set_of(0xA1, vec![stamp])
    });
    let signer = value(
        SEQUENCE,
        &[
            &value(INTEGER, &[&[1]]),
            &chain.issuer_and_serial()?,
            &sha256_named,
            &set_of(0xA0, attributes(digest, chain)),
            &method.named(),
            &value(OCTETS, &[signature]),
            unsigned.as_deref().unwrap_or_default(),
        ],
    );
    let signed = value(
        SEQUENCE,
        &[
            &value(INTEGER, &[&[1]]),
            &value(SET, &[&sha256_named]),
            &value(SEQUENCE, &[oid::DATA]),
            &set_of(0xA0, chain.all().to_vec()),
            &value(SET, &[&signer]),
        ],
    );
    Some(value(SEQUENCE, &[oid::SIGNED_DATA, &value(0xA0, &[&signed])]))
}

/// What is read of a signature.
#[derive(Debug)]
pub(super) struct Read {
    /// The certificate that it names as its own, in DER.
    pub certificate: Vec<u8>,
    /// The signature itself.
    pub signature: Vec<u8>,
    /// The time stamp, if it has one.
    pub token: Option<Vec<u8>>,
}

/// Reads a signature of one signer; `None` if it is none.
pub(super) fn read(bytes: &[u8]) -> Option<Read> {
    let signed = parse(bytes)?;
    let [signer] = signed.signer_infos.0.as_slice() else {
        return None;
    };
    let attributes = signer.signed_attrs.as_ref()?;
    let named = attributes
        .iter()
        .filter_map(|attribute| attribute.to_der().ok())
        .find(|attribute| contains(attribute, oid::SIGNING_CERTIFICATE))?;
    let all = certificates(&signed);
    let certificate = all.into_iter().find(|der| contains(&named, &sha256(der)))?;
    let token = signer.unsigned_attrs.as_ref().and_then(|attributes| {
        let stamp = attributes
            .iter()
            .find(|attribute| attribute.oid.to_der().ok().as_deref() == Some(oid::TIME_STAMP))?;
        stamp.values.iter().next()?.to_der().ok()
    });
    Some(Read {
        certificate,
        signature: signer.signature.as_bytes().to_vec(),
        token,
    })
}

pub(super) fn parse(bytes: &[u8]) -> Option<SignedData> {
    let info = ContentInfo::from_der(bytes).ok()?;
    if info.content_type.to_der().ok()?.as_slice() != oid::SIGNED_DATA {
        return None;
    }
    info.content.decode_as::<SignedData>().ok()
}

pub(super) fn certificates(signed: &SignedData) -> Vec<Vec<u8>> {
    let Some(set) = &signed.certificates else {
        return Vec::new();
    };
    let der = |choice: &CertificateChoices| match choice {
        CertificateChoices::Certificate(certificate) => certificate.to_der().ok(),
        CertificateChoices::Other(_) => None,
    };
    set.0.iter().filter_map(der).collect()
}

pub(super) fn contains(whole: &[u8], part: &[u8]) -> bool {
    whole.windows(part.len().max(1)).any(|window| window == part)
}

/// Whether these bytes are, byte for byte, the signature of this digest by this chain's key, with nothing but zeros after it.
pub(super) fn holds(gap: &[u8], digest: &Hash, chain: &Chain) -> bool {
    let Some(cms) = der::length(gap).and_then(|length| gap.get(..length)) else {
        return false;
    };
    let padding = gap.get(cms.len()..).unwrap_or_default();
    let Some(found) = read(cms) else { return false };
    let Some(method) = chain.method() else {
        return false;
    };
    let written = signed_data(method, chain, digest, &found.signature, found.token.as_deref());
    padding.iter().all(|byte| *byte == 0)
        && written.as_deref() == Some(cms)
        && chain.signed(&to_be_signed(digest, chain), &found.signature)
}
