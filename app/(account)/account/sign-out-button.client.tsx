'use client'
import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { callApi } from '@/lib/api/client'

export function SignOutButton() {
  const t = useTranslations('auth.account')
  const [fault, setFault] = useState('')

  async function signOut() {
    const result = await callApi('DELETE', '/session')
    if (result.ok) window.location.assign('/sign-in')
    else setFault(result.message || t('offline'))
  }

  return (
    <div>
      <button type="button" onClick={signOut} className="button">
        <LogOut size={16} aria-hidden />
        {t('signOut')}
      </button>
      <p role="alert" className="text-small text-danger">
        {fault}
      </p>
    </div>
  )
}
