//! The key that seals, and its certificate: made by Portico, or the operator's own.

use super::der::{BITS, BOOLEAN, OCTETS, SEQUENCE, SET, UTF8, oid, unsigned, value};
use crate::{
    contract_chain::{Hash, hex},
    secret::sha256,
};
use aws_lc_rs::{
    rand::SystemRandom,
    rsa,
    signature::{
        self, ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair,
        RSA_PKCS1_SHA256, UnparsedPublicKey,
    },
};
use chrono::{DateTime, Utc};
use x509_cert::{
    Certificate,
    der::{Decode, Document, Encode},
};

/// Why a key or certificate can't be used. A sentence for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No certificate in the file.
    #[error("there is no certificate in it (PEM, beginning with -----BEGIN CERTIFICATE-----)")]
    NoCertificate,
    /// No key in the file.
    #[error("there is no key in it (PEM, unencrypted)")]
    NoKey,
    /// A key that is not supported.
    #[error("its key can't be used: it must be ECDSA on P-256, or RSA with 2048 bits or more")]
    Unsupported,
    /// They do not belong together.
    #[error("the key is not that of the first certificate")]
    Mismatch,
    /// Not valid any more, or not yet.
    #[error("the certificate is valid from {0} to {1} only")]
    Expired(DateTime<Utc>, DateTime<Utc>),
    /// The operating system has no randomness, or the like.
    #[error("a key could not be made")]
    Failed,
}

enum Secret {
    Ecdsa(EcdsaKeyPair),
    Rsa(rsa::KeyPair),
}

/// A key with its certificate, ready to seal.
pub struct SealKey {
    secret: Secret,
    chain: Chain,
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealKey({})", hex(&self.chain.fingerprint()))
    }
}

/// A certificate and those that vouch for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// In DER, the own one first.
    certificates: Vec<Vec<u8>>,
}

/// How a signature is made, as it is named beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Ecdsa,
    Rsa,
}

impl Method {
    /// `AlgorithmIdentifier`
    pub(super) fn named(self) -> Vec<u8> {
        match self {
            Self::Ecdsa => value(SEQUENCE, &[oid::ECDSA_SHA256]),
            Self::Rsa => value(SEQUENCE, &[oid::RSA_SHA256, &[5, 0]]),
        }
    }
}

impl Chain {
    /// The certificates in a PEM text, the own one first.
    ///
    /// # Errors
    /// When there is none, or its key is not supported.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let certificates = Certificate::load_pem_chain(text.as_bytes())
            .map_err(|_| KeyError::NoCertificate)?
            .iter()
            .map(Encode::to_der)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| KeyError::NoCertificate)?;
        if certificates.is_empty() {
            return Err(KeyError::NoCertificate);
        }
        let chain = Self { certificates };
        chain.method().ok_or(KeyError::Unsupported)?;
        Ok(chain)
    }

    /// All of them as PEM.
    pub fn to_pem(&self) -> String {
        let one = |der: &Vec<u8>| {
            Document::try_from(der.as_slice())
                .ok()
                .and_then(|document| document.to_pem("CERTIFICATE", Default::default()).ok())
        };
        self.certificates.iter().filter_map(one).collect()
    }

    /// The own one, in DER.
    pub(super) fn own(&self) -> &[u8] {
        self.certificates.first().map_or(&[], Vec::as_slice)
    }

    pub(super) fn all(&self) -> &[Vec<u8>] {
        &self.certificates
    }

    /// SHA-256 of the own certificate.
    pub fn fingerprint(&self) -> Hash {
        sha256(self.own())
    }

    fn certificate(&self) -> Option<Certificate> {
        Certificate::from_der(self.own()).ok()
    }

    /// Whom it names.
    pub fn subject(&self) -> String {
        self.certificate()
            .map(|certificate| certificate.tbs_certificate.subject.to_string())
            .unwrap_or_default()
    }

    /// From when to when it is valid.
    pub fn validity(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let validity = self.certificate()?.tbs_certificate.validity;
        let instant = |time: x509_cert::time::Time| {
            let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
            DateTime::from_timestamp(seconds, 0)
        };
        Some((instant(validity.not_before)?, instant(validity.not_after)?))
    }

    /// Issuer and serial number, as a signature names its certificate.
    pub(super) fn issuer_and_serial(&self) -> Option<Vec<u8>> {
        let tbs = self.certificate()?.tbs_certificate;
        let (issuer, serial) = (tbs.issuer.to_der().ok()?, tbs.serial_number.to_der().ok()?);
        Some(value(SEQUENCE, &[&issuer, &serial]))
    }

    /// The public key: a point, or an `RSAPublicKey`.
    fn public_key(&self) -> Option<(Method, Vec<u8>)> {
        let spki = self.certificate()?.tbs_certificate.subject_public_key_info;
        let whole = spki.to_der().ok()?;
        let has = |part: &[u8]| whole.windows(part.len()).any(|window| window == part);
        let key = spki.subject_public_key.raw_bytes().to_vec();
        // The last two numbers of rsaEncryption differ from those of the signature.
        let rsa_key = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1];
        if has(oid::EC_KEY) && has(oid::P256) {
            Some((Method::Ecdsa, key))
        } else if has(&rsa_key) && key.len() > 256 {
            Some((Method::Rsa, key))
        } else {
            None
        }
    }

    pub(super) fn method(&self) -> Option<Method> {
        self.public_key().map(|(method, _)| method)
    }

    /// Whether the own certificate's key signed this.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match self.public_key() {
            Some((Method::Ecdsa, key)) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key)
                .verify(message, signature)
                .is_ok(),
            Some((Method::Rsa, key)) => UnparsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, key)
                .verify(message, signature)
                .is_ok(),
            None => false,
        }
    }

    pub(super) fn of_der(der: &[u8]) -> Self {
        Self {
            certificates: vec![der.to_vec()],
        }
    }
}

impl SealKey {
    /// A new key on P-256 with a certificate that it signs itself. Returns its PKCS #8 too, which must be kept secret.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn generate(
        name: &str,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(Self, Vec<u8>), KeyError> {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
            .map_err(|_| KeyError::Failed)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref())
            .map_err(|_| KeyError::Failed)?;
        let der = self_signed(&pair, name, from, until)?;
        let key = Self {
            secret: Secret::Ecdsa(pair),
            chain: Chain::of_der(&der),
        };
        Ok((key, pkcs8.as_ref().to_vec()))
    }

    /// A kept key of its PKCS #8.
    ///
    /// # Errors
    /// When key and certificate do not belong together.
    pub fn from_pkcs8(pkcs8: &[u8], chain: Chain) -> Result<Self, KeyError> {
        Self::joined(ecdsa_or_rsa(pkcs8).ok_or(KeyError::Unsupported)?, chain)
    }

    /// The operator's own, both as PEM; the chain with the own certificate first.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn from_pem(chain: &str, key: &str) -> Result<Self, KeyError> {
        let der = private_key(key).ok_or(KeyError::NoKey)?;
        Self::joined(
            ecdsa_or_rsa(&der).ok_or(KeyError::Unsupported)?,
            Chain::from_pem(chain)?,
        )
    }

    fn joined(secret: Secret, chain: Chain) -> Result<Self, KeyError> {
        let public = match &secret {
            Secret::Ecdsa(pair) => pair.public_key().as_ref().to_vec(),
            Secret::Rsa(pair) => pair.public_key().as_ref().to_vec(),
        };
        match chain.public_key() {
            Some((_, key)) if key == public => Ok(Self { secret, chain }),
            Some(_) => Err(KeyError::Mismatch),
            None => Err(KeyError::Unsupported),
        }
    }

    /// Its certificates.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    pub(super) fn method(&self) -> Method {
        match self.secret {
            Secret::Ecdsa(_) => Method::Ecdsa,
            Secret::Rsa(_) => Method::Rsa,
        }
    }

    /// Signs.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let random = SystemRandom::new();
        match &self.secret {
            Secret::Ecdsa(pair) => pair
                .sign(&random, message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(|_| KeyError::Failed),
            Secret::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .map_err(|_| KeyError::Failed)?;
                Ok(signature)
            }
        }
    }
}

fn ecdsa_or_rsa(der: &[u8]) -> Option<Secret> {
    let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
    let ecdsa = EcdsaKeyPair::from_pkcs8(algorithm, der)
        .or_else(|_| EcdsaKeyPair::from_private_key_der(algorithm, der));
    if let Ok(pair) = ecdsa {
        return Some(Secret::Ecdsa(pair));
    }
    let rsa = rsa::KeyPair::from_pkcs8(der).or_else(|_| rsa::KeyPair::from_der(der));
    rsa.ok()
        .filter(|pair| pair.public_modulus_len() >= 256)
        .map(Secret::Rsa)
}

/// The private key in a PEM text, in which OpenSSL may have put the curve's name before it.
fn private_key(text: &str) -> Option<Vec<u8>> {
    let blocks = text.match_indices("-----BEGIN ");
    let block = blocks.filter_map(|(at, _)| text.get(at..)).find(|block| {
        block
            .lines()
            .next()
            .is_some_and(|head| head.contains("PRIVATE KEY"))
    })?;
    let head = block.lines().next()?.trim();
    let end = head.replacen("BEGIN", "END", 1);
    let length = block.find(&end)? + end.len();
    let (_, document) = Document::from_pem(block.get(..length)?).ok()?;
    Some(document.as_bytes().to_vec())
}

/// An X.509 certificate that its own key signs, for signing documents and nothing else (RFC 5280).
fn self_signed(
    pair: &EcdsaKeyPair,
    name: &str,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<u8>, KeyError> {
    let mut serial = [0_u8; 16];
    getrandom::fill(&mut serial).map_err(|_| KeyError::Failed)?;
    serial[0] = (serial[0] & 0x7F) | 0x40;
    let algorithm = Method::Ecdsa.named();
    let common = value(SEQUENCE, &[oid::COMMON_NAME, &value(UTF8, &[name.as_bytes()])]);
    let name = value(SEQUENCE, &[&value(SET, &[&common])]);
    let point = pair.public_key().as_ref();
    let spki = value(
        SEQUENCE,
        &[
            &value(SEQUENCE, &[oid::EC_KEY, oid::P256]),
            &value(BITS, &[&[0], point]),
        ],
    );
    let critical = value(BOOLEAN, &[&[0xFF]]);
    let extension =
        |id: &[u8], critical: &[u8], inner: &[u8]| value(SEQUENCE, &[id, critical, &value(OCTETS, &[inner])]);
    let key_id = sha256(point);
    let extensions = value(
        SEQUENCE,
        &[
            &extension(oid::BASIC_CONSTRAINTS, &critical, &value(SEQUENCE, &[])),
            // digitalSignature and nonRepudiation: the first two of eight bits.
            &extension(oid::KEY_USAGE, &critical, &value(BITS, &[&[6, 0xC0]])),
            &extension(
                oid::SUBJECT_KEY,
                &[],
                &value(OCTETS, &[key_id.get(..20).unwrap_or_default()]),
            ),
        ],
    );
    let validity = value(SEQUENCE, &[&time(from), &time(until)]);
    let tbs = value(
        SEQUENCE,
        &[
            // Version 3.
            &value(0xA0, &[&[2, 1, 2]]),
            &unsigned(&serial),
            &algorithm,
            &name,
            &validity,
            &name,
            &spki,
            &value(0xA3, &[&extensions]),
        ],
    );
    let signature = pair
        .sign(&SystemRandom::new(), &tbs)
        .map_err(|_| KeyError::Failed)?;
    let signature = value(BITS, &[&[0], signature.as_ref()]);
    Ok(value(SEQUENCE, &[&tbs, &algorithm, &signature]))
}

/// `UTCTime` until 2049, `GeneralizedTime` from 2050 on.
fn time(at: DateTime<Utc>) -> Vec<u8> {
    use chrono::Datelike;
    let (tag, format) = match at.year() {
        ..2050 => (0x17, "%y%m%d%H%M%SZ"),
        _ => (0x18, "%Y%m%d%H%M%SZ"),
    };
    value(tag, &[at.format(format).to_string().as_bytes()])
}
