//! Time stamps (RFC 3161): a time-stamp authority says that a signature was there at a time.
//!
//! What an authority answers is checked to be a stamp of what was asked, and to be signed by the certificate in it. Whether that
//! certificate is to be trusted is for whoever relies on the time to judge; PDF readers do, by their own lists.

use super::{
    cms,
    der::{self, BOOLEAN, INTEGER, OCTETS, SEQUENCE, oid, unsigned, value},
};
use crate::{contract_chain::Hash, secret::sha256};
use aws_lc_rs::{
    digest,
    signature::{
        ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1,
        ECDSA_P521_SHA512_ASN1, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
        RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey, VerificationAlgorithm,
    },
};
use chrono::{DateTime, NaiveDateTime, Utc};
use x509_cert::{
    Certificate,
    der::{Decode, Encode},
};

/// A time stamp that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The time in it.
    pub at: DateTime<Utc>,
}

/// What a time-stamp authority is asked: to stamp this signature, and to send its certificate along.
pub(super) fn request(signature: &[u8], nonce: &[u8]) -> Vec<u8> {
    let imprint = value(
        SEQUENCE,
        &[
            &value(SEQUENCE, &[oid::SHA256, &[5, 0]]),
            &value(OCTETS, &[&sha256(signature)]),
        ],
    );
    value(
        SEQUENCE,
        &[
            &value(INTEGER, &[&[1]]),
            &imprint,
            &unsigned(nonce),
            &value(BOOLEAN, &[&[0xFF]]),
        ],
    )
}

/// The parts of a value that holds others, one after the other.
fn parts(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let whole = bytes.get(..der::length(bytes)?)?;
    let head = match *whole.get(1)? {
        short @ 0..=0x7F => whole.len() - usize::from(short),
        long => 2 + usize::from(long & 0x7F),
    };
    let mut rest = whole.get(head..)?;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (part, after) = rest.split_at_checked(der::length(rest)?)?;
        parts.push(part);
        rest = after;
    }
    Some(parts)
}

/// The token in an authority's answer. The text of the error is for the record.
pub(super) fn token(answer: &[u8], signature: &[u8], nonce: &[u8]) -> Result<Vec<u8>, String> {
    let garbled = || "the answer of the time-stamp authority can't be read".to_owned();
    let all = parts(answer).ok_or_else(garbled)?;
    let status = all.first().and_then(|status| parts(status)).ok_or_else(garbled)?;
    match status.first().and_then(|code| code.last()) {
        Some(0 | 1) => {}
        Some(code) => return Err(format!("the time-stamp authority refused (status {code})")),
        None => return Err(garbled()),
    }
    let token = *all.get(1).ok_or_else(garbled)?;
    read(token, signature).ok_or("the time stamp is not one of this signature")?;
    let info = content(token).ok_or_else(garbled)?;
    let answered = parts(&info).ok_or_else(garbled)?;
    match answered.contains(&unsigned(nonce).as_slice()) {
        true => Ok(token.to_vec()),
        false => Err("the time stamp answers another question".to_owned()),
    }
}

/// The `TSTInfo` in a token.
fn content(token: &[u8]) -> Option<Vec<u8>> {
    let signed = cms::parse(token)?;
    let octets = signed.encap_content_info.econtent.as_ref()?;
    Some(octets.value().to_vec())
}

/// Reads a time stamp; `None` if it is none of this signature, or not signed by a certificate in it.
pub(super) fn read(token: &[u8], signature: &[u8]) -> Option<Stamp> {
    let info = content(token)?;
    is_signed(token, &info)?;
    let fields = parts(&info)?;
    // version, policy, messageImprint, serialNumber, genTime.
    let imprint = parts(fields.get(2)?)?;
    let hash: Hash = sha256(signature);
    (*imprint.get(1)? == value(OCTETS, &[&hash]).as_slice()).then_some(())?;
    cms::contains(imprint.first()?, oid::SHA256).then_some(())?;
    let time = fields.get(4)?;
    let text = std::str::from_utf8(time.get(2..)?).ok()?;
    let text = text.strip_suffix('Z')?;
    let seconds = text.split('.').next()?;
    let at = NaiveDateTime::parse_from_str(seconds, "%Y%m%d%H%M%S").ok()?;
    Some(Stamp { at: at.and_utc() })
}

/// Whether the token's content is signed by a certificate in it.
fn is_signed(token: &[u8], info: &[u8]) -> Option<()> {
    let signed = cms::parse(token)?;
    let [signer] = signed.signer_infos.0.as_slice() else {
        return None;
    };
    let attributes = signer.signed_attrs.as_ref()?;
    let to_be_signed = attributes.to_der().ok()?;
    let digest_of = |algorithm: &'static digest::Algorithm| digest::digest(algorithm, info).as_ref().to_vec();
    let named = signer.digest_alg.oid.to_string();
    let (digest, bits) = match named.as_str() {
        "2.16.840.1.101.3.4.2.1" => (digest_of(&digest::SHA256), 256),
        "2.16.840.1.101.3.4.2.2" => (digest_of(&digest::SHA384), 384),
        "2.16.840.1.101.3.4.2.3" => (digest_of(&digest::SHA512), 512),
        _ => return None,
    };
    let stated = attributes.iter().any(|attribute| {
        attribute.oid.to_der().ok().as_deref() == Some(oid::MESSAGE_DIGEST)
            && attribute
                .values
                .iter()
                .next()
                .and_then(|found| found.to_der().ok())
                == Some(value(OCTETS, &[&digest]))
    });
    stated.then_some(())?;
    let algorithm = signer.signature_algorithm.oid.to_string();
    let signature = signer.signature.as_bytes();
    let fits = |der: &Vec<u8>| {
        let Ok(certificate) = Certificate::from_der(der) else {
            return false;
        };
        let key = certificate.tbs_certificate.subject_public_key_info;
        let key = key.subject_public_key.raw_bytes();
        let check = |with: &'static dyn VerificationAlgorithm| {
            UnparsedPublicKey::new(with, key)
                .verify(&to_be_signed, signature)
                .is_ok()
        };
        match (algorithm.as_str(), bits) {
            // sha256/384/512WithRSAEncryption, or rsaEncryption and the digest that is named beside it.
            ("1.2.840.113549.1.1.11", _) | ("1.2.840.113549.1.1.1", 256) => {
                check(&RSA_PKCS1_2048_8192_SHA256)
            }
            ("1.2.840.113549.1.1.12", _) | ("1.2.840.113549.1.1.1", 384) => {
                check(&RSA_PKCS1_2048_8192_SHA384)
            }
            ("1.2.840.113549.1.1.13", _) | ("1.2.840.113549.1.1.1", 512) => {
                check(&RSA_PKCS1_2048_8192_SHA512)
            }
            ("1.2.840.10045.4.3.2", _) => check(&ECDSA_P256_SHA256_ASN1) || check(&ECDSA_P384_SHA256_ASN1),
            ("1.2.840.10045.4.3.3", _) => check(&ECDSA_P384_SHA384_ASN1) || check(&ECDSA_P256_SHA384_ASN1),
            ("1.2.840.10045.4.3.4", _) => check(&ECDSA_P521_SHA512_ASN1),
            _ => false,
        }
    };
    cms::certificates(&signed).iter().any(fits).then_some(())
}
